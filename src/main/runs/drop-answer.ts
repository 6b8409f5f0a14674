import type { ActiveRun } from './active-run'
import type { Spool } from './spool'

/**
 * Deletes the raw answer once everything in it is stored. Call it only after the run's end is recorded on disk or by
 * the page: until then the next start reads the answer again.
 */
export async function dropAnswer(
  spool: Pick<Spool, 'remove'>,
  { run: { id, state, request }, attempt }: ActiveRun,
): Promise<void> {
  const isWhole = state.status === 'done' && (!state.shortfall || request.kind === 'text')
  if (isWhole) await spool.remove(id, attempt)
}
