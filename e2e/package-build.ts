/**
 * Provides the unpacked build from which every Linux package is made, and rebuilds it if `out` has changed. Packaging
 * leaves `out` alone while it matches the sources, which `npm test` and `npm run e2e` ensure first.
 */
import { execFile } from 'node:child_process'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PROJECT } from './electron'

const folder = join(PROJECT, 'dist', 'linux-unpacked')

export const packagedApp = join(folder, 'easel')

const PATIENCE_MS = 280_000

/** Returns why this machine can't make a packaged build. Throws if it should be able to but packaging fails. */
export async function providePackage(): Promise<string | undefined> {
  if (await isCurrent()) return undefined
  const { code, output } = await run(process.execPath, [join(PROJECT, 'scripts', 'package.mjs'), '--linux', 'dir'])
  if (code === 0) return undefined
  if (/cannot be reached|^Missing/m.test(output)) return `Nothing can be packaged here: ${output.trim()}`
  throw new Error(`Packaging failed:\n${output}`)
}

/** An asar archive contains its files unchanged, so each file of `out` must be found in it. */
async function isCurrent(): Promise<boolean> {
  const archive = await readFile(join(folder, 'resources', 'app.asar')).catch(() => undefined)
  if (!archive) return false
  const entries = await readdir(join(PROJECT, 'out'), { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, path, name }) => join(parentPath ?? path, name))
  const contents = await Promise.all(files.map((file) => readFile(file)))
  return contents.every((content) => archive.includes(content))
}

function run(command: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd: PROJECT, timeout: PATIENCE_MS }, (error, stdout, stderr) => {
      resolve({ code: error ? 1 : 0, output: `${stdout}${stderr}` })
    })
  })
}
