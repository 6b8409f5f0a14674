/**
 * The unpacked build that every Linux package is made from, made again when it is not what `out` would give. Packaging
 * leaves `out` alone as long as that is what the sources would give, which `npm test` and `npm run e2e` see to first.
 */
import { execFile } from 'node:child_process'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PROJECT } from './electron'

const folder = join(PROJECT, 'dist', 'linux-unpacked')

export const packagedApp = join(folder, 'easel')

const PATIENCE_MS = 280_000

/** Says why there can be no packaged build on this machine; throws when there should be one and packaging fails. */
export async function providePackage(): Promise<string | undefined> {
  if (await isCurrent()) return undefined
  const { code, output } = await run(process.execPath, [join(PROJECT, 'scripts', 'package.mjs'), '--linux', 'dir'])
  if (code === 0) return undefined
  if (/cannot be reached|^Missing/m.test(output)) return `Nothing can be packaged here: ${output.trim()}`
  throw new Error(`Packaging failed:\n${output}`)
}

/** An asar archive holds its files as they are, so each file of `out` has to be found in it. */
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
