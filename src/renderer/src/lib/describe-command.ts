import { describeKeys, findKeys, type Command } from '@shared/shortcuts'
import { PLATFORM } from './platform'

/** Returns a command's keys as written on this system; empty if it has none. */
export function describeCommand(command: Command): string {
  const keys = findKeys(command)
  return keys ? describeKeys(keys, PLATFORM) : ''
}
