import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { BudgetView } from '@shared/budget'
import type { Client } from '@/bridge/client'

/** A read-only copy of main's counts. */
export interface BudgetState {
  /** Undefined until main's welcome has arrived. */
  readonly view: BudgetView | undefined
}

export interface BudgetStore extends StoreApi<BudgetState> {
  /** Stores the view from main's welcome. Later updates replace it. */
  receive(view: BudgetView): void
  /** Follows main's counts. Returns a function that stops it. */
  start(): () => void
}

export function createBudgetStore(client: Client): BudgetStore {
  const store = createStore<BudgetState>()(() => ({ view: undefined }))
  return {
    ...store,
    receive: (view) => store.setState({ view }),
    start: () => client.on('budget.changed', (view) => store.setState({ view })),
  }
}

export const BudgetStoreContext = createContext<BudgetStore | undefined>(undefined)

export function useBudget(): BudgetView | undefined {
  const store = useContext(BudgetStoreContext)
  if (!store) throw new Error('useBudget needs a BudgetStoreContext above it')
  return useStore(store, (state) => state.view)
}
