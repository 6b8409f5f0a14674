/** For `bin-kill.test.ts` only: one deletion in its own process, killed partway. Argument: the folder. */
import { writeSync } from 'node:fs'
import type { ObjectHash } from '@shared/ids'
import { createPlan, deleteForGood, openProfile } from './one-deletion'

async function main([folder = '', gone = '']: readonly string[]): Promise<void> {
  await deleteForGood(await openProfile(folder), createPlan(gone as ObjectHash))
  writeSync(1, 'done\n')
}

void main(process.argv.slice(2))
