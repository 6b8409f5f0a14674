import { useCallback, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import type { ChatId, RunId } from '@shared/ids'
import type { Spending } from '@shared/spending'
import { useTranslation } from '@/i18n/use-translation'
import { notifyFailure } from '@/ui/notices'
import { ROW_HEIGHT, RunRow } from './RunRow'
import { useBriefs, type Brief, type BriefsOf } from './use-briefs'
import { useVisibleRows } from './use-visible-rows'

interface RunListProps {
  readonly runs: readonly Spending[]
  readonly now: number
  readonly scroller: RefObject<HTMLElement | null>
  readonly readBriefs: BriefsOf
  readonly onOpen: (chatId: ChatId, id: RunId) => void
}

/**
 * Thousands of rows, of which only those near the view exist. The focused row stays, however far away it's scrolled.
 * Arrow keys move between rows, like Tab.
 */
export function RunList({ runs, now, scroller, readBriefs, onOpen }: RunListProps) {
  const { t } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  const [focused, setFocused] = useState<number>()
  const { first, end } = useVisibleRows({ scroller, list, count: runs.length, rowHeight: ROW_HEIGHT })
  const visible = useMemo(() => runs.slice(first, end), [runs, first, end])
  const ids = useMemo(() => visible.map(({ runId }) => runId), [visible])
  const briefs = useBriefs(ids, readBriefs)
  const rows = visible.map((run, offset) => ({ run, index: first + offset }))
  const kept = focused === undefined ? undefined : runs[focused]
  if (kept && focused !== undefined && focused < first) rows.unshift({ run: kept, index: focused })
  if (kept && focused !== undefined && focused >= end) rows.push({ run: kept, index: focused })

  // Looks the answer up again for users who click before the first lookup is done.
  const open = useCallback(
    (id: RunId) => {
      const go = (found: ReadonlyMap<RunId, Brief>): void => {
        const brief = found.get(id)
        if (brief) onOpen(brief.chatId, id)
      }
      readBriefs([id]).then(go, notifyFailure)
    },
    [readBriefs, onOpen],
  )
  const handleKey = (event: KeyboardEvent): void => {
    if (focused === undefined) return
    const target = { ArrowUp: focused - 1, ArrowDown: focused + 1 }[event.key]
    if (target === undefined || target < 0 || target >= runs.length) return
    event.preventDefault()
    list.current?.querySelector<HTMLElement>(`[data-row="${target}"]`)?.focus()
  }
  return (
    <ul
      ref={list}
      aria-label={t('usage.runs')}
      onKeyDown={handleKey}
      onBlur={() => setFocused(undefined)}
      style={{ height: runs.length * ROW_HEIGHT }}
      className="relative border-t border-line"
    >
      {rows.map(({ run, index }) => (
        <RunRow
          key={run.runId}
          run={run}
          brief={briefs.get(run.runId)}
          now={now}
          index={index}
          count={runs.length}
          onFocus={setFocused}
          onOpen={open}
        />
      ))}
    </ul>
  )
}
