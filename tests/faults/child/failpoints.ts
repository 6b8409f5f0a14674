/**
 * A thin layer over Node's file calls that dies or fails at selected ones. Replacing them here reaches the whole core
 * without changing its code. Import this before everything else: some libraries store the functions they find when
 * they're loaded.
 */
import fs from 'node:fs'
import promises, { type FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import type { Failpoint, Plan } from './plan'

type Call = (...args: never[]) => unknown

const NAMES = ['open', 'rename', 'rm', 'mkdir', 'readFile', 'readdir', 'stat', 'lstat'] as const
const SYNC_NAMES = [
  'renameSync',
  'writeFileSync',
  'writeSync',
  'openSync',
  'fsyncSync',
  'mkdirSync',
  'copyFileSync',
  'linkSync',
  'rmSync',
] as const
const HANDLE_NAMES = ['write', 'writeFile', 'appendFile', 'sync', 'truncate', 'close', 'read', 'stat'] as const

const NUMBERS = { ENOSPC: -28, EDQUOT: -122, EROFS: -30, EIO: -5 } as const

const plan = JSON.parse(process.argv[2] ?? '{}') as Plan
const counts = new Map<Failpoint, number>()

if (plan.failpoints.length > 0) install()

function install(): void {
  for (const name of NAMES) replace(promises, name, (args) => pathsIn(args))
  const { open } = promises
  promises.open = async (...args: Parameters<typeof open>) => watched(await open(...args), String(args[0]))
  const paths = new Map<unknown, string>()
  const { openSync } = fs
  fs.openSync = (...args: Parameters<typeof openSync>) => {
    const file = openSync(...args)
    paths.set(file, String(args[0]))
    return file
  }
  for (const name of SYNC_NAMES) {
    replace(fs, name, (args) => `${pathsIn(args)} ${paths.get(args[0]) ?? ''}`)
  }
  // Updates the bindings of `import { open } from …`.
  syncBuiltinESMExports()
}

function watched(handle: FileHandle, path: string): FileHandle {
  for (const name of HANDLE_NAMES) replace(handle, name, () => path)
  return handle
}

function replace<Name extends string>(
  owner: { [N in Name]: unknown },
  name: Name,
  findPath: (args: readonly unknown[]) => string,
): void {
  const original = owner[name] as Call
  owner[name] = ((...args: never[]) => {
    const path = findPath(args)
    const due = plan.failpoints.filter((point) => isDue(point, name, path))
    for (const { does } of due) {
      if (does === 'kill before') die()
      if (typeof does === 'object') return refuse(name, does.fails)
    }
    const result = original.apply(owner, args)
    if (!due.some(({ does }) => does === 'kill after')) return result
    if (result instanceof Promise) return result.then(die)
    return die()
  }) as never
}

function isDue(point: Failpoint, name: string, path: string): boolean {
  if ((point.call !== name && point.call !== '*') || !path.includes(point.path)) return false
  const count = (counts.get(point) ?? 0) + 1
  counts.set(point, count)
  const nth = point.nth ?? 1
  if (typeof point.does === 'string') return count === nth
  return count >= nth && count < nth + (point.does.times ?? Number.POSITIVE_INFINITY)
}

function refuse(name: string, code: keyof typeof NUMBERS): never | Promise<never> {
  // As Node reports it: it knows an exceeded quota only by number.
  const said = code === 'EDQUOT' ? 'Unknown system error -122' : code
  const error = Object.assign(new Error(`${said}: ${name}`), { code: said, errno: NUMBERS[code], syscall: name })
  if (name.endsWith('Sync')) throw error
  return Promise.reject(error)
}

/** Doesn't return. */
function die(): never {
  process.kill(process.pid, 'SIGKILL')
  throw new Error('still alive')
}

function pathsIn(args: readonly unknown[]): string {
  return args.filter((arg) => typeof arg === 'string').join(' ')
}
