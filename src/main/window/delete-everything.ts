import { app } from 'electron'
import { FailureError } from '@shared/failure'
import { storageFailureCode } from '../files/storage-failure'
import { planToDeleteEverything, type DeletionChoice } from '../profile/delete-everything'
import type { HelperCalls } from '../helper-calls/helper-calls'
import type { RunService } from '../runs/run-service'

/**
 * Writes down that everything is to go and starts Easel anew, which deletes it. False, and nothing happens, while a run isn't
 * settled and in the ledger: what was paid for may still arrive. Rejects when the disk refuses; then nothing happens either.
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
  // At once, so that nothing is begun in between. What other parts still write goes with the rest.
  app.relaunch()
  app.exit(0)
  return true
}
