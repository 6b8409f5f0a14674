import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { isDialogOpen, returnFocus } from '@/lib/focus'
import { IconButton } from '@/ui/IconButton'
import { useFind } from './use-find'
import '@/i18n/later'

interface FindBarProps {
  /** Increases whenever the box should take the focus. */
  readonly request: number
  readonly onClose: () => void
}

/** Finds words in the open chat: Enter and F3 go forward, with Shift backward, Escape returns to where the user was. */
export function FindBar({ request, onClose }: FindBarProps) {
  const { t } = useTranslation()
  const [query, setQuery] = useState('')
  const { current, count, step } = useFind(query)
  const box = useRef<HTMLInputElement>(null)
  const before = useRef<Element | null>(null)

  useEffect(() => {
    if (document.activeElement !== box.current) before.current = document.activeElement
    box.current?.focus()
    box.current?.select()
  }, [request])
  useEffect(() => {
    const goOn = (event: KeyboardEvent): void => {
      if (event.key !== 'F3' || isDialogOpen()) return
      event.preventDefault()
      step(event.shiftKey ? -1 : 1)
    }
    window.addEventListener('keydown', goOn)
    return () => window.removeEventListener('keydown', goOn)
  }, [step])

  const close = (): void => {
    onClose()
    returnFocus(before.current)
  }
  const none = query.trim() !== '' && count === 0
  return (
    <div
      role="search"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.stopPropagation()
        close()
      }}
      className="pointer-events-none sticky top-0 z-20 flex h-13 shrink-0 animate-appear items-start justify-end px-4 pt-2"
    >
      <div className="pointer-events-auto flex max-w-full items-center gap-0.5 rounded-md border border-line bg-surface-raised p-1 text-13 shadow-float">
        <input
          ref={box}
          type="search"
          aria-label={t('find.label')}
          dir="auto"
          placeholder={t('find.label')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            step(event.shiftKey ? -1 : 1)
          }}
          className="h-7 w-48 min-w-0 appearance-none rounded-sm bg-transparent px-2 text-13 focus-visible:outline-offset-0 [&::-webkit-search-cancel-button]:hidden"
        />
        <span role="status" className="tabular min-w-14 px-1.5 text-center text-12 text-text-muted">
          {none ? t('find.none') : query.trim() === '' ? '' : t('find.count', { current, count })}
        </span>
        <IconButton
          icon={ChevronUp}
          label={t('find.previous')}
          hintSide="below"
          size="small"
          disabled={count === 0}
          onClick={() => step(-1)}
        />
        <IconButton
          icon={ChevronDown}
          label={t('find.next')}
          hintSide="below"
          size="small"
          disabled={count === 0}
          onClick={() => step(1)}
        />
        <IconButton icon={X} label={t('find.close')} hintSide="below" size="small" onClick={close} />
      </div>
    </div>
  )
}
