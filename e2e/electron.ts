/** Which Electron the tests start, with which arguments and environment. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const PROJECT = resolve(__dirname, '..')

/** Every variable that could give the app access to an account, or changes where it looks for one. */
const ACCOUNT_VARIABLE =
  /_API_KEY$|^FAL_|_TOKEN$|_BASE_URL$|^OPENAI_|^BLOB_|^VERCEL_|^NEXT_PUBLIC_VERCEL_|^GEMINI_|^GOOGLE_|^AWS_/i
/** Variables that would change how the app works: proxies, Electron as plain Node, inspection, other languages. */
const FOREIGN_VARIABLE = /^(https?|all|no|ftp)_proxy$|^ELECTRON_|^NODE_OPTIONS$|^LANG(UAGE)?$|^LC_|^npm_/i

export type Environment = Readonly<Record<string, string>>

export function cleanEnvironment(more: Environment = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !ACCOUNT_VARIABLE.test(entry[0]) && !FOREIGN_VARIABLE.test(entry[0]),
  )
  return { ...Object.fromEntries(kept), LANG: 'en_US.UTF-8', ...more }
}

let known: string | undefined

/** The executable that runs the app on this machine. */
export function electronPath(): string {
  known ??=
    process.env['EASEL_ELECTRON'] ??
    execFileSync(process.execPath, [join(PROJECT, 'scripts', 'electron-path.mjs')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  return known
}

/** Chromium's sandbox can't run as root. All other users' tests run with it. */
export const isRoot = process.platform === 'linux' && process.getuid?.() === 0

/** Without a graphics card Chromium emulates one, which takes a sixth of the processor's time for nothing. */
export const NO_GRAPHICS_CARD = process.platform === 'linux' && !existsSync('/dev/dri') ? ['--disable-gpu'] : []
