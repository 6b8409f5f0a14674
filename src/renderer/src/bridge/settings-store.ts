import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ConnectionTest, ConnectionVerdict, SettingsChange, SettingsView } from '@shared/settings'
import type { Client } from '@/bridge/client'

/** A read-only copy of main's settings. */
export interface SettingsState {
  /** Undefined until main's welcome has arrived. */
  readonly view: SettingsView | undefined
  /** Rejects with a `FailureError`; the view then stays as it was. */
  change(change: SettingsChange): Promise<void>
  /** Tries the values as typed, without saving them. */
  test(test: ConnectionTest): Promise<ConnectionVerdict>
}

export interface SettingsStore extends StoreApi<SettingsState> {
  /** Stores the view from main's welcome. */
  receive(view: SettingsView): void
  /** Follows changes made elsewhere. Returns a function that stops it. */
  start(): () => void
}

/** Views can't be interpreted before `ready` resolves. Those that arrive earlier are applied then, in order. */
export function createSettingsStore(client: Client, ready?: Promise<unknown>): SettingsStore {
  const store = createStore<SettingsState>()((set) => ({
    view: undefined,
    async change(change) {
      set({ view: await client.request('settings.change', change) })
    },
    test: (test) => client.request('settings.test', test),
  }))
  const receive = (view: SettingsView): void => store.setState({ view })
  const receiveLater = (view: SettingsView): void => void ready?.then(() => receive(view))
  return { ...store, receive, start: () => client.on('settings.changed', ready ? receiveLater : receive) }
}

export const SettingsStoreContext = createContext<SettingsStore | undefined>(undefined)

export function useSettingsStore<T>(selector: (state: SettingsState) => T): T {
  return useStore(useSettingsStoreApi(), selector)
}

/** Returns the store itself, for callers that read the settings only on an event. */
export function useSettingsStoreApi(): SettingsStore {
  const store = useContext(SettingsStoreContext)
  if (!store) throw new Error('useSettingsStoreApi needs a SettingsStoreContext above it')
  return store
}
