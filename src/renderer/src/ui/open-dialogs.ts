/** Which modal dialogs are open. Everything outside the front one is inert, so what must stay usable goes into it. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

const store = createStore<{ readonly dialogs: readonly HTMLDialogElement[] }>()(() => ({ dialogs: [] }))

/** Call when the dialog opened. Returns a function to call when it closes. */
export function noteOpen(dialog: HTMLDialogElement): () => void {
  store.setState(({ dialogs }) => ({ dialogs: [...dialogs, dialog] }))
  return () => store.setState(({ dialogs }) => ({ dialogs: dialogs.filter((other) => other !== dialog) }))
}

/** The dialog that was opened last; undefined if none is open. */
export function useFrontDialog(): HTMLDialogElement | undefined {
  return useStore(store, ({ dialogs }) => dialogs.at(-1))
}
