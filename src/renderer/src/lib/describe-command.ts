import { describeKeys, findKeys, type Command } from '@shared/shortcuts'
import { PLATFORM } from './platform'

/** The keys of a command as people read them on this system; empty where it has none. */
export function describeCommand(command: Command): string {
  const keys = findKeys(command)
  return keys ? describeKeys(keys, PLATFORM) : ''
}
