import { classNames } from '@/lib/class-names'
import type { Shade } from './series'

const FILLS = { 1: 'bg-chart-1', 2: 'bg-chart-2', 3: 'bg-chart-3', 4: 'bg-chart-4' } as const

/** The shade of a model's bars. Takes up the same space without one. */
export function Swatch({ shade }: { readonly shade: Shade | undefined }) {
  return <span aria-hidden className={classNames('size-2 shrink-0 forced-color-adjust-none', shade && FILLS[shade])} />
}
