import { useState, type KeyboardEvent } from 'react'

export interface Asking {
  readonly isAsking: boolean
  /** The button that asks is there again, and should have the focus. */
  readonly wasCanceled: boolean
  readonly start: () => void
  readonly end: () => void
  readonly cancel: () => void
  /** Escape cancels the question, and not what is around it. */
  readonly handleKey: (event: KeyboardEvent) => void
}

/** A question in the place of the button that asks it. */
export function useAsking(): Asking {
  const [state, setState] = useState<'no' | 'asking' | 'canceled'>('no')
  const cancel = (): void => setState('canceled')
  return {
    isAsking: state === 'asking',
    wasCanceled: state === 'canceled',
    start: () => setState('asking'),
    end: () => setState('no'),
    cancel,
    handleKey(event) {
      if (event.key !== 'Escape' || state !== 'asking') return
      event.preventDefault()
      event.stopPropagation()
      cancel()
    },
  }
}
