import { useCallback, useEffect, useRef } from 'react'

/** The same function for as long as the component lives, which does what the last drawing said. Not for calls while drawing. */
export function useSteady<Inputs extends readonly unknown[]>(
  act: (...inputs: Inputs) => void,
): (...inputs: Inputs) => void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  return useCallback((...inputs: Inputs) => latest.current(...inputs), [])
}
