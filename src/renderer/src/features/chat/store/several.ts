/** Sends one prompt to several models: one run each, of which main accepts all or none. */
import type { Run, RunDraft } from '@shared/run'
import type { Client } from '@/bridge/client'
import { listModelRequests, type Asking } from '../asking'
import type { SendInput } from '../model'

/** One for each model, in the order in which they were chosen. */
export function listAskings(
  input: SendInput,
  shared: Pick<Asking, 'chat' | 'question'>,
): readonly [Asking, ...Asking[]] {
  const { model, options, others = [], confirmedCosts } = input
  const first = { ...shared, model, options, confirmedCost: confirmedCosts?.[0] }
  if (others.length === 0) return [first]
  const [, ...rest] = listModelRequests(input)
  return [
    { ...first, slot: 0 },
    ...rest.map((request, index) => ({
      ...shared,
      ...request,
      slot: index + 1,
      confirmedCost: confirmedCosts?.[index + 1],
    })),
  ]
}

/** Rejects if main has started none. */
export async function startRuns(client: Client, drafts: readonly RunDraft[]): Promise<readonly Run[]> {
  const [first] = drafts
  if (drafts.length === 1 && first) return [await client.request('runs.start', first)]
  return client.request('runs.startTogether', drafts)
}
