import { useCallback, useEffect, useState } from 'react'
import { isTerminal } from '@shared/run'
import type { Period, Spending } from '@shared/spending'
import { useClient } from '@/bridge/use-client'

export type Spendings =
  | { readonly status: 'reading' }
  | { readonly status: 'failed' }
  /** `now`: when they were read; all figures of a page are of the same moment. */
  | { readonly status: 'read'; readonly entries: readonly Spending[]; readonly now: number }

/** Main enters a run in the ledger within milliseconds of telling the page; several that end together are one read. */
const AFTER_RUN_MS = 400

/** What was spent in the period that `periodAt` names for this moment, read again whenever a run ends. */
export function useSpendings(periodAt: (now: number) => Period): {
  readonly spendings: Spendings
  readonly readAgain: () => void
} {
  const client = useClient()
  const [spendings, setSpendings] = useState<Spendings>({ status: 'reading' })
  const [round, setRound] = useState(0)
  const readAgain = useCallback(() => setRound((before) => before + 1), [])

  useEffect(() => {
    let wanted = true
    const now = Date.now()
    client.request('usage.read', periodAt(now)).then(
      (entries) => wanted && setSpendings({ status: 'read', entries, now }),
      () => wanted && setSpendings({ status: 'failed' }),
    )
    return () => {
      wanted = false
    }
  }, [client, periodAt, round])

  useEffect(() => {
    let timer: number | undefined
    const stop = client.on('run.changed', ({ state }) => {
      if (!isTerminal(state)) return
      window.clearTimeout(timer)
      timer = window.setTimeout(readAgain, AFTER_RUN_MS)
    })
    return () => {
      window.clearTimeout(timer)
      stop()
    }
  }, [client, readAgain])

  return { spendings, readAgain }
}
