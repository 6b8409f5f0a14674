import { startTransition, useCallback, useEffect, useState } from 'react'
import { monthAt } from '@shared/calendar'
import { isTerminal } from '@shared/run'
import type { Period, Spending } from '@shared/spending'
import { useClient } from '@/bridge/use-client'
import { getPeriod, type PeriodName } from './period'

export type Spendings =
  | { readonly status: 'reading' }
  | { readonly status: 'failed' }
  | {
      readonly status: 'read'
      /** The selected period. While another one is loading, this one stays on screen. */
      readonly name: PeriodName
      /** When it was read. All figures of the page are from this moment. */
      readonly now: number
      /** The entries of the period and of the current month. */
      readonly entries: readonly Spending[]
    }

/**
 * Main adds a run to the ledger within milliseconds of notifying the page. Several that end together cause one read.
 */
const AFTER_RUN_MS = 400

/** Returns the period's spending, read again whenever an answer ends. */
export function useSpendings(name: PeriodName): { readonly spendings: Spendings; readonly readAgain: () => void } {
  const client = useClient()
  const [spendings, setSpendings] = useState<Spendings>({ status: 'reading' })
  const [round, setRound] = useState(0)
  const readAgain = useCallback(() => setRound((before) => before + 1), [])

  useEffect(() => {
    let wanted = true
    const now = Date.now()
    client.request('usage.read', coverPeriods(name, now)).then(
      (entries) => {
        // Ten thousand entries take more than one frame, so let React use several.
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

/**
 * Extends the period to this month, because the figures of today and this month are shown next to those of any period.
 */
function coverPeriods(name: PeriodName, now: number): Period {
  const shown = getPeriod(name, now)
  const month = monthAt(now)
  return { from: Math.min(shown.from, month.from), to: Math.max(shown.to, month.to) }
}
