/** The progress of making small copies of old images. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

const store = createStore<{ readonly share: number | undefined }>()(() => ({ share: undefined }))

/** From 0 to 1. Undefined while none are being made. */
export function setProgress(share: number | undefined): void {
  store.setState({ share })
}

export function useProgress(): number | undefined {
  return useStore(store, ({ share }) => share)
}
