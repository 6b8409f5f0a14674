import { useState, type KeyboardEvent } from 'react'

export interface Asking {
  readonly isAsking: boolean
  /** The question's button is shown again and should take focus. */
  readonly wasCanceled: boolean
  readonly start: () => void
  readonly end: () => void
  readonly cancel: () => void
  /** Escape cancels only the question, not what contains it. */
  readonly handleKey: (event: KeyboardEvent) => void
}

/** Manages a question that replaces the button that opens it. */
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
