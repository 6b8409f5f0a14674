/**
 * Asks for confirmation before an expensive request. Main requires the confirmed amount too: without it nothing
 * expensive is sent.
 */
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { findExceededCapTogether, type BudgetView, type LimitFacts, type Limits } from '@shared/budget'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import type { Estimate, MicroUsd } from '@shared/pricing'
import { estimateRequest, getHighest, findUnconfirmed, sumEstimates, type PricedRequest } from '@shared/request-cost'

export interface Question {
  readonly estimate: Estimate
  readonly facts: LimitFacts
  readonly answer: (isYes: boolean) => void
}

export interface AskState {
  readonly question: Question | undefined
}

export interface AskFirst {
  readonly store: StoreApi<AskState>
  /**
   * Calls `go` at once; or with the confirmed amounts after the user agrees; or never. Several requests are judged by
   * their sum. A new question replaces an open one.
   */
  ask(requests: readonly PricedRequest[], go: (confirmedCosts?: readonly MicroUsd[]) => void): void
}

/**
 * `limits`, `spent`: undefined until main's welcome has arrived; nothing can be sent before that anyway. `getFinder`:
 * finds models with the prices that their servers list.
 */
export function createAskFirst(
  limits: () => Limits | undefined,
  spent: () => BudgetView | undefined,
  getFinder?: () => ModelFinder,
): AskFirst {
  const store = createStore<AskState>()(() => ({ question: undefined }))
  return {
    store,
    ask(requests, go) {
      const set = limits()
      const estimates = requests.map((request) => estimateRequest(request, getFinder?.()))
      const sum = sumEstimates(estimates)
      const { estimate } = sum
      const facts = set && findUnconfirmed(set, estimate)
      // Don't ask about a request that a cap will block: main refuses it and names the cap.
      const view = spent()
      if (!facts || (view && findExceededCapTogether(view, sum, getHighest(estimate)))) return go()
      const answer = (isYes: boolean): void => {
        // Only once, even if the button is pressed again before the dialog is gone.
        if (store.getState().question?.answer !== answer) return
        store.setState({ question: undefined })
        if (isYes) go(estimates.map((each) => getHighest(each) ?? 0))
      }
      store.setState({ question: { estimate, facts, answer } })
    },
  }
}

export const AskFirstContext = createContext<AskFirst | undefined>(undefined)

export function useQuestion(): Question | undefined {
  const asking = useContext(AskFirstContext)
  if (!asking) throw new Error('useQuestion needs an AskFirstContext above it')
  return useStore(asking.store, (state) => state.question)
}
