import { useCallback, useEffect, useRef } from 'react'

/** Returns a function with a stable identity that calls the latest `act`. Not for calls during render. */
export function useSteady<Inputs extends readonly unknown[]>(
  act: (...inputs: Inputs) => void,
): (...inputs: Inputs) => void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  return useCallback((...inputs: Inputs) => latest.current(...inputs), [])
}
