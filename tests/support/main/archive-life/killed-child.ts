/**
 * For `archive-kill.test.ts` only: one session of the archive in its own process, killed partway. Arguments: the
 * folder, and the number of the file operation before which it kills itself (0 for never). Prints what was
 * acknowledged.
 */
import { writeSync } from 'node:fs'
import * as files from 'node:fs/promises'
import { live } from './one-life'

/** Kills this process before the nth operation that changes a file or its name. */
async function killBefore(count: number): Promise<void> {
  let left = count
  const isDue = (): boolean => (left -= 1) === 0
  const die = (): void => void process.kill(process.pid, 'SIGKILL')
  const named = files as unknown as Record<'rename' | 'rm', (...input: unknown[]) => unknown>
  for (const name of ['rename', 'rm'] as const) {
    const original = named[name]
    named[name] = (...input) => {
      if (isDue()) die()
      return original(...input)
    }
  }
  const handle = await files.open(process.execPath)
  const handles = Object.getPrototypeOf(handle) as Record<
    'sync' | 'writeFile' | 'appendFile',
    (data?: Buffer) => unknown
  >
  await handle.close()
  const { sync } = handles
  handles.sync = function (this: unknown) {
    if (isDue()) die()
    return sync.call(this)
  }
  for (const name of ['writeFile', 'appendFile'] as const) {
    const original = handles[name]
    handles[name] = async function (this: unknown, data = Buffer.alloc(0)) {
      if (isDue()) die()
      if (isDue()) {
        await original.call(this, data.subarray(0, data.length / 2))
        die()
      }
      return original.call(this, data)
    }
  }
}

async function main([folder = '', count = '0']: readonly string[]): Promise<void> {
  if (Number(count) > 0) await killBefore(Number(count))
  await live(folder, (step) => void writeSync(1, `${step}\n`))
  writeSync(1, 'done\n')
}

void main(process.argv.slice(2))
