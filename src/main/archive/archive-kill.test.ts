/** A14: the archive in a process that is really killed, before every file operation and in the middle of writes. */
import { spawn, spawnSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { beforeAll, expect, type TestContext } from 'vitest'
import { NO_SEQUENCES, type ArchiveChange, type ArchivePage } from '@shared/archive'
import { test } from '../../../tests/support/main/test-folder'
import { Archive } from './archive'
import { createChanges, STEPS } from '../../../tests/support/main/archive-life/one-life'

const hasStrace = spawnSync('strace', ['-V']).status === 0
/** Far more than needed: the sweep ends with the first session that isn't killed. */
const MAX_POINTS = 400

let child = ''

beforeAll(async () => {
  const outDir = resolve('node_modules/.cache/easel/archive-kill')
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@shared': resolve('src/shared') } },
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
      ssr: resolve('tests/support/main/archive-life/killed-child.ts'),
      // CommonJS looks functions up at each call, so the child can replace them with its own.
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'child.cjs' } },
    },
    ssr: { noExternal: true },
  })
  child = join(outDir, 'child.cjs')
}, 60_000)

interface Life {
  /** The steps that the archive acknowledged as durable. */
  readonly acknowledged: readonly number[]
  readonly isDone: boolean
}

function run(command: string, input: readonly string[]): Promise<Life> {
  return new Promise((done, fail) => {
    // strace counts per thread, so let only one thread do file work.
    const env = { ...process.env, UV_THREADPOOL_SIZE: '1' }
    const running = spawn(command, input, { env, stdio: ['ignore', 'pipe', 'ignore'] })
    let output = ''
    running.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    running.on('error', fail)
    running.on('close', () => {
      const lines = output.split('\n').filter((line) => line !== '')
      done({ acknowledged: lines.filter((line) => line !== 'done').map(Number), isDone: lines.at(-1) === 'done' })
    })
  })
}

async function rebuild(archive: Archive): Promise<ReadonlyMap<string, ArchiveChange>> {
  const newest = new Map<string, ArchiveChange>()
  let page: Exclude<ArchivePage, 'stale'> = { changes: [], next: null, progress: 0 }
  do {
    page = (await archive.read(page.next, NO_SEQUENCES)) as typeof page
    for (const change of page.changes) {
      const key = `${change.table}/${change.key}`
      if ((newest.get(key)?.sequence ?? 0) <= change.sequence) newest.set(key, change)
    }
  } while (page.next)
  return newest
}

/** All the page's changes. */
const everything = Array.from({ length: STEPS }, (_, step) => createChanges(step)).flat()

/**
 * Checks that the next session has everything acknowledged, needs no full comparison, and is complete once the rest is
 * sent.
 */
async function checkNextLife(folder: string, { acknowledged }: Life): Promise<void> {
  const archive = new Archive({ folder, createIdentity: () => 'another', now: Date.now, report: () => undefined })
  const state = await archive.state()
  const found = await rebuild(archive)
  const lost = acknowledged
    .flatMap(createChanges)
    .filter(({ table, key, sequence }) => (found.get(`${table}/${key}`)?.sequence ?? 0) < sequence)
  expect(lost).toEqual([])
  if (acknowledged.length > 0) expect(state?.identity).toBe('the only one')

  const missing = everything.filter(({ table, sequence }) => sequence > (state?.sequences[table] ?? 0))
  await archive.append(missing)
  const whole = new Map(everything.map((change) => [`${change.table}/${change.key}`, change]))
  expect(await rebuild(archive)).toEqual(whole)
  await archive.compact()
  expect(await rebuild(archive)).toEqual(whole)
  expect((await readdir(folder)).filter((name) => name.startsWith('snapshot'))).toHaveLength(1)
}

/** Runs two sessions at a time, to use both processors. Returns the number of kills. */
async function sweep(folder: string, start: (folder: string, point: number) => Promise<Life>): Promise<number> {
  const tryPoint = async (point: number): Promise<boolean> => {
    const own = join(folder, String(point))
    const life = await start(own, point)
    await checkNextLife(own, life)
    return life.isDone
  }
  for (let point = 1; point < MAX_POINTS; point += 2) {
    const [isDone, isNextDone] = await Promise.all([tryPoint(point), tryPoint(point + 1)])
    if (isDone) return point - 1
    if (isNextDone) return point
  }
  throw new Error('the sweep does not come to its end')
}

test('A14: killed before any operation, or in mid-write, the archive keeps either the old files or the new one', async ({
  folder,
}) => {
  const kills = await sweep(folder, (own, point) => run(process.execPath, [child, own, String(point)]))
  expect(kills).toBeGreaterThan(30)
}, 180_000)

const WATCHED = ['fsync', 'rename', 'unlink'] as const

test.runIf(hasStrace).for(WATCHED)(
  'A14: killed by the system before any %s, the old archive or the new one is there',
  { timeout: 180_000 },
  async (call: (typeof WATCHED)[number], { folder }: TestContext & { folder: string }) => {
    const inject = (point: number): string[] => [
      '-f',
      '-qq',
      '-o',
      '/dev/null',
      '-e',
      `inject=${call}:signal=SIGKILL:when=${point}`,
    ]
    const kills = await sweep(folder, (own, point) =>
      run('strace', [...inject(point), process.execPath, child, own, '0']),
    )
    expect(kills).toBeGreaterThan(call === 'fsync' ? 12 : 2)
  },
)
