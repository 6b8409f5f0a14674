import { spawn, spawnSync } from 'node:child_process'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { expect, vi } from 'vitest'
import { test } from '../../../tests/support/main/test-folder'
import { finishDeletingEverything, planToDeleteEverything } from './delete-everything'

const FILES = [
  'archive/changes-000001.log',
  'objects/ab/image.png',
  'IndexedDB/easel/1',
  'Local Storage/1',
  'ledger.log',
  'session.json',
  '.session.json.0123456789ab.tmp',
  'settings.json',
  'settings.broken-2026.json',
  'secrets.json',
  'batches/one.json',
]
const OTHERS = ['Local State', 'my thesis.txt']

async function fill(folder: string): Promise<void> {
  for (const name of [...FILES, ...OTHERS]) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), name)
  }
}

test('everything of Easel goes, and nothing that others have put there', async ({ folder }) => {
  await fill(folder)
  finishDeletingEverything(folder)
  expect(await readdir(folder)).toContain('ledger.log')
  planToDeleteEverything(folder, { keepsKeys: false })
  finishDeletingEverything(folder)
  expect((await readdir(folder)).toSorted()).toEqual(OTHERS)
})

test('nothing is planned in a folder of the user’s that has an archive of its own, or in one above it', async ({
  folder,
}) => {
  // Where `homedir` looks on every system.
  vi.stubEnv('HOME', join(folder, 'home')).stubEnv('USERPROFILE', join(folder, 'home'))
  await mkdir(join(folder, 'home'))
  for (const profile of [join(folder, 'home'), folder]) {
    expect(() => planToDeleteEverything(profile, { keepsKeys: false })).toThrow('own folder')
    expect((await readdir(profile)).filter((name) => name.includes('delete'))).toEqual([])
  }
  const inside = join(folder, 'home', 'easel')
  await mkdir(inside)
  planToDeleteEverything(inside, { keepsKeys: false })
  expect(await readdir(inside)).toEqual(['delete-everything.json'])
  vi.unstubAllEnvs()
})

test('keys and settings stay where the user wants that', async ({ folder }) => {
  await fill(folder)
  planToDeleteEverything(folder, { keepsKeys: true })
  finishDeletingEverything(folder)
  expect((await readdir(folder)).toSorted()).toEqual(
    [...OTHERS, 'secrets.json', 'settings.broken-2026.json', 'settings.json'].toSorted(),
  )
})

test('whatever main keeps in the profile is deleted', async ({ folder }) => {
  const sources = (await readdir('src/main', { recursive: true })).filter((name) => /(?<!\.test)\.ts$/.test(name))
  const texts = await Promise.all(sources.map((name) => readFile(join('src/main', name), 'utf8')))
  const names = texts.flatMap((text) => [...text.matchAll(/join\([\w.]*profile, '([^']+)'/gi)].map(([, name]) => name!))
  expect(names.length).toBeGreaterThan(15)
  for (const name of names) await writeFile(join(folder, name), '')
  planToDeleteEverything(folder, { keepsKeys: false })
  finishDeletingEverything(folder)
  expect(await readdir(folder)).toEqual([])
})

const hasStrace = spawnSync('strace', ['-V']).status === 0

test.skipIf(!hasStrace)(
  'killed before any change of a file, everything is there or the next start finishes it',
  { timeout: 120_000 },
  async ({ folder }) => {
    const outDir = resolve('node_modules/.cache/easel/delete-everything')
    await build({
      configFile: false,
      logLevel: 'error',
      build: {
        outDir,
        emptyOutDir: true,
        minify: false,
        target: 'node20',
        ssr: resolve('src/main/profile/delete-everything.ts'),
        rollupOptions: { output: { format: 'cjs', entryFileNames: 'child.cjs' } },
      },
    })
    const script = `const d = require(${JSON.stringify(join(outDir, 'child.cjs'))}); const f = process.argv[1];
      d.planToDeleteEverything(f, { keepsKeys: false }); d.finishDeletingEverything(f); console.log('done')`
    const original = join(folder, 'original')
    await fill(original)
    const everything = (await readdir(original)).toSorted()
    for (const call of ['rename,renameat,renameat2', 'fsync', 'unlink,unlinkat', 'rmdir']) {
      const found: { isBegun: boolean; left: readonly string[] }[] = []
      for (let point = 1, isDone = false; !isDone; point += 1) {
        const own = join(folder, `${call.length}-${point}`)
        await cp(original, own, { recursive: true })
        isDone = await live(script, own, call, point)
        const isBegun = isDone || (await readdir(own)).includes('delete-everything.json')
        finishDeletingEverything(own)
        const left = (await readdir(own)).filter((name) => name !== '.delete-everything.json.tmp').toSorted()
        found.push({ isBegun: isBegun || left.length === OTHERS.length, left })
      }
      expect(found.map(({ left }) => left)).toEqual(found.map(({ isBegun }) => (isBegun ? OTHERS : everything)))
      expect(found.length).toBeGreaterThan(1)
    }
  },
)

/** Runs a session. Returns whether it reached its end. */
function live(script: string, folder: string, call: string, point: number): Promise<boolean> {
  const inject = ['-f', '-qq', '-o', '/dev/null', '-e', `inject=${call}:signal=SIGKILL:when=${point}`]
  return new Promise((done, fail) => {
    const env = { ...process.env, UV_THREADPOOL_SIZE: '1' }
    const running = spawn('strace', [...inject, process.execPath, '-e', script, folder], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let output = ''
    running.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    running.on('error', fail)
    running.on('close', () => done(output.includes('done')))
  })
}
