import { useEffect, useState } from 'react'
import { useFormat } from '@/i18n/use-format'

/**
 * Counting seconds. The only part of a message that re-renders while nothing else happens; silent for screen readers.
 */
export function Elapsed({ since }: { readonly since: number }) {
  const format = useFormat()
  const elapsed = useElapsed(since)
  return (
    <span aria-hidden className="tabular">
      {format.duration(elapsed)}
    </span>
  )
}

function useElapsed(since: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    // Ticks on full seconds since the run's start, not on those of the clock.
    let timer = 0
    const tick = (): void => {
      const current = Date.now()
      setNow(current)
      timer = window.setTimeout(tick, 1000 - ((current - since) % 1000))
    }
    tick()
    return () => window.clearTimeout(timer)
  }, [since])
  return now - since
}
