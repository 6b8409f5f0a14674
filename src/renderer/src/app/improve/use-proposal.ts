import { useEffect, useRef, useState } from 'react'
import type { Cost } from '@shared/answer'
import { FailureError, type Failure } from '@shared/failure'
import type { HelperDraft } from '@shared/helper-call'
import { createId, type MessageId } from '@shared/ids'
import type { Client } from '@/bridge/client'
import { useClient } from '@/bridge/use-client'
import { readProposal } from './improve-request'

export type Proposal =
  | { readonly status: 'none' }
  | { readonly status: 'asked' }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'stopped'; readonly charge: Failure['charge'] }
  /** The model returned nothing. */
  | { readonly status: 'empty'; readonly cost: Cost | undefined }
  | { readonly status: 'there'; readonly text: string; readonly cost: Cost | undefined; readonly isCut: boolean }

export interface Asking {
  readonly proposal: Proposal
  ask(draft: Omit<HelperDraft, 'id' | 'purpose'>): void
  stop(): void
}

/** Makes one paid call at a time. Leaving the dialog stops it. */
export function useProposal(): Asking {
  const client = useClient()
  const [proposal, setProposal] = useState<Proposal>({ status: 'none' })
  const going = useRef<MessageId>(undefined)
  const stop = (): void => {
    if (going.current) void client.request('helpers.cancel', going.current).catch(() => undefined)
  }
  useEffect(
    () => () => {
      if (going.current) void client.request('helpers.cancel', going.current).catch(() => undefined)
    },
    [client],
  )
  const ask = (draft: Omit<HelperDraft, 'id' | 'purpose'>): void => {
    if (going.current) return
    const id = createId<MessageId>()
    going.current = id
    setProposal({ status: 'asked' })
    void (async () => {
      const next = await askModel(client, { ...draft, id, purpose: 'improve-prompt' })
      going.current = undefined
      setProposal(next)
    })()
  }
  return { proposal, ask, stop }
}

/** Makes the paid call. Never rejects. */
async function askModel(client: Client, draft: HelperDraft): Promise<Proposal> {
  try {
    const outcome = await client.request('helpers.ask', draft)
    if (outcome.status === 'failed') return outcome
    if (outcome.status === 'cancelled') return { status: 'stopped', charge: outcome.charge }
    const text = readProposal(outcome.text)
    const { cost } = outcome.bill
    return text === ''
      ? { status: 'empty', cost }
      : { status: 'there', text, cost, isCut: outcome.shortfall !== undefined }
  } catch (error) {
    const unknown = { code: 'internal-error', charge: 'unknown', at: Date.now() } as const
    return { status: 'failed', failure: error instanceof FailureError ? error.failure : unknown }
  }
}
