import { app } from 'electron'
import { FailureError } from '@shared/failure'
import { storageFailureCode } from '../files/storage-failure'
import { planToDeleteEverything, type DeletionChoice } from '../profile/delete-everything'
import type { HelperCalls } from '../helper-calls/helper-calls'
import type { RunService } from '../runs/run-service'

/**
 * Notes that everything is to be deleted and restarts Easel, which deletes it. Returns false and does nothing while a
 * run isn't settled and in the ledger, since something paid for may still arrive. Rejects if the disk refuses, in which
 * case nothing happens either.
 */
export async function deleteEverything(
  profile: string,
  {
    runs,
    helpers,
  }: { readonly runs: Pick<RunService, 'list' | 'dropping'>; readonly helpers: Pick<HelperCalls, 'areEntered'> },
  choice: DeletionChoice,
): Promise<boolean> {
  if (!(await runs.dropping.canDrop(runs.list().map(({ id }) => id)))) return false
  if (!(await helpers.areEntered())) return false
  try {
    planToDeleteEverything(profile, choice)
  } catch (cause) {
    const code = storageFailureCode(cause) ?? 'internal-error'
    throw new FailureError({ code, charge: 'none', at: Date.now() }, { cause })
  }
  // At once, so that nothing starts in between. Anything still written by other parts is deleted, too.
  app.relaunch()
  app.exit(0)
  return true
}
