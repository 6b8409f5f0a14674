import type { Area } from './find-in-area'

/** The rectangle being drawn over the grid. */
export function LassoArea({ area: { from, to } }: { readonly area: Area }) {
  return (
    <div
      aria-hidden
      style={{
        left: Math.min(from.x, to.x),
        top: Math.min(from.y, to.y),
        width: Math.abs(to.x - from.x),
        height: Math.abs(to.y - from.y),
      }}
      className="pointer-events-none absolute z-10 rounded-sm border border-accent bg-accent/15"
    />
  )
}
