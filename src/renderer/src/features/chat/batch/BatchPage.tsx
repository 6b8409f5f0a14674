import { useCallback, useEffect, useRef, type ReactNode } from 'react'
import type { BatchPlan, BatchProgress } from '@shared/batch/batch'
import { countReferences } from '@shared/catalogue/inputs'
import { useTranslation } from '@/i18n/use-translation'
import { notifyFailure } from '@/ui/notices'
import { Page } from '@/ui/Page'
import type { AssistantMessage } from '../model'
import { BatchCell, CAPTION_HEIGHT } from './BatchCell'
import { BatchControls } from './BatchControls'
import { useBatchPlan, useBatchStore } from './batch-store'
import { useVisibleRows } from './use-visible-rows'
import '@/i18n/later'

/** Between images, in pixels. */
const GAP = 12
const LEAST_WIDTH = 168

interface BatchPageProps {
  readonly progress: BatchProgress
  /** Goes to the chat that contains the images. */
  readonly onLeave: () => void
  readonly onShow: (message: AssistantMessage) => void
  /** At the start of the bar: the button that shows the sidebar. */
  readonly children?: ReactNode
}

/** All images of a batch as one grid, in place of its chat. */
export function BatchPage({ progress, onLeave, onShow, children }: BatchPageProps) {
  const { t } = useTranslation()
  const store = useBatchStore()
  const plan = useBatchPlan(progress.id)
  useEffect(() => void store.readPlan(progress.id).catch(notifyFailure), [store, progress.id])
  return (
    <Page
      label={t('batch.title')}
      back={t('batch.back')}
      onLeave={onLeave}
      start={children}
      bar={
        <h1 dir="auto" className="truncate px-2 text-13 font-medium">
          {plan?.template}
        </h1>
      }
    >
      <div className="px-4 pb-3">
        <BatchControls plan={plan} progress={progress} />
      </div>
      {plan && <Grid plan={plan} progress={progress} onShow={onShow} />}
    </Page>
  )
}

interface GridProps {
  readonly plan: BatchPlan
  readonly progress: BatchProgress
  readonly onShow: (message: AssistantMessage) => void
}

/** Renders only the rows near the view. */
function Grid({ plan: { id, cells, inputs }, progress, onShow }: GridProps) {
  const { t } = useTranslation()
  const store = useBatchStore()
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const arrange = (width: number) => {
    const columns = Math.max(1, Math.floor((width + GAP) / (LEAST_WIDTH + GAP)))
    const size = Math.floor((width - GAP * (columns - 1)) / columns)
    return { columns, size, rowHeight: size + CAPTION_HEIGHT + GAP, count: Math.ceil(cells.length / columns) }
  }
  const { first, end, width, onScroll } = useVisibleRows(scroller, list, arrange)
  const { columns, size, rowHeight, count } = arrange(width)
  const retry = useCallback(
    (index: number) => {
      store.retry(id, [index]).catch(notifyFailure)
    },
    [store, id],
  )
  return (
    <div ref={scroller} onScroll={onScroll} className="scroll-slim relative min-h-0 grow overflow-y-scroll px-4 pb-4">
      <div ref={list} style={{ height: Math.max(0, count * rowHeight - GAP) }} className="relative">
        <ul
          aria-label={t('batch.results')}
          style={{ top: first * rowHeight, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gap: GAP }}
          className="absolute inset-x-0 grid"
        >
          {width > 0 &&
            cells.slice(first * columns, end * columns).map((cell, at) => {
              const index = first * columns + at
              const cellProgress = progress.cells[index]
              return (
                cellProgress && (
                  <BatchCell
                    key={cell.questionId}
                    cell={cell}
                    progress={cellProgress}
                    index={index}
                    count={cells.length}
                    size={size}
                    inputs={countReferences(inputs ?? [])}
                    onRetry={retry}
                    onShow={onShow}
                  />
                )
              )
            })}
        </ul>
      </div>
    </div>
  )
}
