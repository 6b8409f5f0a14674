import { startTransition, useCallback, useEffect, useState } from 'react'
import { monthAt } from '@shared/calendar'
import { isTerminal } from '@shared/run'
import type { Period, Spending } from '@shared/spending'
import { useClient } from '@/bridge/use-client'
import { periodOf, type PeriodName } from './period'

export type Spendings =
  | { readonly status: 'reading' }
  | { readonly status: 'failed' }
  | {
      readonly status: 'read'
      /** Which period was asked for; while another one is being read, this one stays on screen. */
      readonly name: PeriodName
      /** When it was read: all figures of the page are of this moment. */
      readonly now: number
      /** Of the period and of the current month. */
      readonly entries: readonly Spending[]
    }

/** Main enters a run in the ledger within milliseconds of telling the page; several that end together are one read. */
const AFTER_RUN_MS = 400

/** What was spent in the period, read again whenever a run ends. */
export function useSpendings(name: PeriodName): { readonly spendings: Spendings; readonly readAgain: () => void } {
  const client = useClient()
  const [spendings, setSpendings] = useState<Spendings>({ status: 'reading' })
  const [round, setRound] = useState(0)
  const readAgain = useCallback(() => setRound((before) => before + 1), [])

  useEffect(() => {
    let wanted = true
    const now = Date.now()
    client.request('usage.read', neededOf(name, now)).then(
      (entries) => {
        // Ten thousand entries are worth more than one frame; React may take several.
        if (wanted) startTransition(() => setSpendings({ status: 'read', name, now, entries }))
      },
      () => wanted && setSpendings({ status: 'failed' }),
    )
    return () => {
      wanted = false
    }
  }, [client, name, round])

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

/** The figures of today and of this month stand beside those of the period, whichever it is. */
function neededOf(name: PeriodName, now: number): Period {
  const shown = periodOf(name, now)
  const month = monthAt(now)
  return { from: Math.min(shown.from, month.from), to: Math.max(shown.to, month.to) }
}
