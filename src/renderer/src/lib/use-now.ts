import { useEffect, useState } from 'react'

const HOUR_MS = 60 * 60_000

/** Returns the current time, precise enough for things that change daily. Milliseconds since the epoch. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), HOUR_MS)
    return () => window.clearInterval(timer)
  }, [])
  return now
}
