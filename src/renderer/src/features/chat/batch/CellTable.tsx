import { memo, useRef } from 'react'
import type { PlannedCell } from '@shared/batch/expand-cells'
import type { Estimate } from '@shared/pricing'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { describeOptions } from './describe-cell'
import { useVisibleRows } from './use-visible-rows'

const ROW_HEIGHT = 32
const COLUMNS = 'grid grid-cols-[2rem_minmax(0,1.6fr)_minmax(0,1.1fr)_minmax(0,1fr)_6.5rem] items-center gap-x-2.5 px-3'

export interface PricedCell extends PlannedCell {
  readonly estimate: Estimate
}

/** Everything that would be made, with its price. Renders only the rows near the view. */
export const CellTable = memo(function CellTable({ cells }: { readonly cells: readonly PricedCell[] }) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const { first, end, onScroll } = useVisibleRows(scroller, list, () => ({
    rowHeight: ROW_HEIGHT,
    count: cells.length,
  }))
  const header = [t('batch.number'), t('batch.prompt'), t('batch.model'), t('batch.options'), t('batch.estimate')]
  return (
    <div
      ref={scroller}
      role="table"
      aria-label={t('batch.cells')}
      aria-rowcount={cells.length + 1}
      tabIndex={0}
      onScroll={onScroll}
      className="scroll-slim relative min-h-40 grow overflow-auto rounded-md border border-line text-12"
    >
      <div className="min-w-[440px]">
        <div
          role="row"
          aria-rowindex={1}
          className={`${COLUMNS} sticky top-0 z-1 h-8 border-b border-line bg-surface-raised text-text-muted`}
        >
          {header.map((name, index) => (
            <span key={name} role="columnheader" className={index === 4 ? 'text-right' : undefined}>
              {name}
            </span>
          ))}
        </div>
        <div ref={list} role="rowgroup" className="relative" style={{ height: cells.length * ROW_HEIGHT }}>
          {cells.slice(first, end).map((cell, index) => (
            <Row key={first + index} cell={cell} index={first + index} />
          ))}
        </div>
      </div>
    </div>
  )
})

function Row({
  cell: { text, model, options, estimate },
  index,
}: {
  readonly cell: PricedCell
  readonly index: number
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const wording = describeOptions(options, model, (count) => t('options.images', { count }))
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      style={{ top: index * ROW_HEIGHT, height: ROW_HEIGHT }}
      className={`${COLUMNS} absolute inset-x-0 not-first:border-t border-line/60`}
    >
      <span role="cell" className="tabular text-text-muted">
        {format.number(index + 1)}
      </span>
      <span role="cell" dir="auto" title={text} className="truncate">
        {text}
      </span>
      <span role="cell" title={model.name} className="truncate text-text-muted">
        {model.name}
      </span>
      <span role="cell" title={wording} className="tabular truncate text-text-muted">
        {wording}
      </span>
      <span role="cell" className="tabular text-right">
        {format.estimate(estimate) ?? t('money.unknown')}
      </span>
    </div>
  )
}
