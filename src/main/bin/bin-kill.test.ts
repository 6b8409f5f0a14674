/** Permanent deletion in a process that is really killed by the system, before each change of a file or a name. */
import { spawn, spawnSync } from 'node:child_process'
import { cp, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { beforeAll, expect } from 'vitest'
import { NO_SEQUENCES } from '@shared/archive'
import { test } from '../../../tests/support/main/test-folder'
import {
  createPlan,
  fillProfile,
  finishDeletion,
  openProfile,
  RUN,
  SECRET,
  type Filled,
} from '../../../tests/support/main/bin-deletion/one-deletion'

const hasStrace = spawnSync('strace', ['-V']).status === 0
/** Far more than needed: the sweep ends with the first session that isn't killed. */
const MAX_POINTS = 100

let child = ''

beforeAll(async () => {
  const outDir = resolve('node_modules/.cache/easel/bin-kill')
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@shared': resolve('src/shared') } },
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
      ssr: resolve('tests/support/main/bin-deletion/killed-child.ts'),
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'child.cjs', inlineDynamicImports: true } },
    },
    ssr: { noExternal: true },
  })
  child = join(outDir, 'child.cjs')
}, 60_000)

/** Runs a session. Returns whether it reached its end. */
function live(folder: string, { gone }: Filled, call: string, point: number): Promise<boolean> {
  const inject = ['-f', '-qq', '-o', '/dev/null', '-e', `inject=${call}:signal=SIGKILL:when=${point}`]
  return new Promise((done, fail) => {
    // strace counts per thread, so let only one thread do file work.
    const env = { ...process.env, UV_THREADPOOL_SIZE: '1' }
    const running = spawn('strace', [...inject, process.execPath, child, folder, gone], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let output = ''
    running.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    running.on('error', fail)
    running.on('close', () => done(output.includes('done')))
  })
}

/** Finds all files that contain the secret words or belong to the image. */
async function findTraces(folder: string, { gone }: Filled): Promise<readonly string[]> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const paths = names.map((entry) => join(entry.parentPath, entry.name))
  const texts = await Promise.all(paths.map((path) => readFile(path, 'latin1')))
  return paths.filter((path, index) => path.includes(gone) || texts[index]!.includes(SECRET))
}

/** Returns what is left in the next session, which finishes the deletion if it was started. */
async function readNextLife(folder: string, filled: Filled) {
  const profile = await openProfile(folder)
  const { bin, archive, objects, thumbnails } = profile
  const [unfinished] = bin.view().unfinished
  // The deletion is known, so the page repeats its part.
  if (unfinished) await finishDeletion(profile, unfinished)
  const page = await archive.read(null, NO_SEQUENCES)
  const rows = page !== null && page !== 'stale' ? page.changes.filter(({ row }) => row !== null) : []
  const isWhole = async (hash: Filled['gone']): Promise<boolean> =>
    (await objects.isSound(hash)) && (await thumbnails.read(hash, 320)) !== undefined
  const traces = await findTraces(folder, filled)
  return {
    isOtherWhole: await isWhole(filled.kept),
    isWhole: await isWhole(filled.gone),
    rows: rows.map(({ key }) => key).toSorted(),
    hasAnswer: traces.some((path) => path.endsWith(`${RUN}.1`)),
    isGone: traces.length === 0 && (await readdir(join(folder, 'bin')).catch(() => [])).length === 0,
    view: bin.view(),
  }
}

const FINISHED = { unfinished: [], copies: { waiting: 0 } }
const EVERYTHING = {
  isOtherWhole: true,
  isWhole: true,
  rows: ['gone', 'kept'],
  hasAnswer: true,
  isGone: false,
  view: FINISHED,
}
const NOTHING = { isOtherWhole: true, isWhole: false, rows: ['kept'], hasAnswer: false, isGone: true, view: FINISHED }

test.skipIf(!hasStrace).for(['fsync', 'rename', 'unlink'] as const)(
  'killed before any %s, a deletion has not begun or comes to its end',
  { timeout: 180_000 },
  async (call, { folder }) => {
    const original = join(folder, 'original')
    const filled = await fillProfile(original)
    const found = []
    for (let point = 1; point < MAX_POINTS; point += 1) {
      const own = join(folder, String(point))
      await cp(original, own, { recursive: true })
      const isDone = await live(own, filled, call, point)
      found.push(await readNextLife(own, filled))
      if (isDone) break
    }
    // Before the deletion is recorded, everything exists; after that, it's always completed.
    const begun = found.findIndex(({ isGone }) => isGone)
    expect(found).toEqual(found.map((_, index) => (index < begun ? EVERYTHING : NOTHING)))
    expect(begun).toBeGreaterThan(-1)
    expect(found.length).toBeGreaterThan(call === 'unlink' ? 3 : 2)
  },
)

test('the choice is durable before anything goes, and repeating it deletes nothing more', async ({ folder }) => {
  const filled = await fillProfile(folder)
  const { bin, objects, archive } = await openProfile(folder)
  expect(await bin.begin(createPlan(filled.gone))).toBe(true)
  expect(await objects.find(filled.gone)).toBeDefined()
  expect(bin.isGoing(filled.gone)).toBe(true)

  const next = await openProfile(folder)
  expect(next.bin.view().unfinished).toEqual([filled.plan])
  await finishDeletion(next, filled.plan)
  expect(await findTraces(folder, filled)).toEqual([])
  expect(next.removed).toEqual(filled.plan.copies)
  expect(await next.bin.finish(filled.plan.id, [])).toEqual({ bytes: 0, images: 0 })
  await archive.state()
})

test('a file that something has come to use since stays', async ({ folder }) => {
  const filled = await fillProfile(folder)
  const { bin, objects, thumbnails } = await openProfile(folder)
  await bin.begin(filled.plan)
  await bin.finish(filled.plan.id, [filled.gone])
  expect(await objects.isSound(filled.gone)).toBe(true)
  expect(await thumbnails.read(filled.gone, 320)).toBeDefined()
})
