import { useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { notifyFailure } from '@/ui/notices'
import type { PromptWalk } from './recall'
import type { SlashKeys } from './slash'
import { useComposerStore } from './store'

/** A longer line never fits next to the controls. Characters. */
const LONGEST_LINE = 120
/** This much fills the box at its full height, so the rest needn't be laid out twice. Characters. */
const MOST_MEASURED = 8_000

export interface Pasted {
  readonly text: string
  /** The range it replaces. */
  readonly start: number
  readonly end: number
}

interface MessageBoxProps {
  readonly text: string
  readonly placeholder: string
  /** The id of the error message about the text. */
  readonly problemId: string | undefined
  /** `cursor`: its position after the change. */
  readonly onChange: (text: string, cursor: number) => void
  readonly onEnter: () => void
  /** Backspace in an empty box. */
  readonly onErase: () => void
  /** Text is being pasted over the selection. Returns whether it was handled. */
  readonly onPaste: (pasted: Pasted) => boolean
  /** Called when Arrow Up is pressed in an empty box. */
  readonly startWalk: () => Promise<PromptWalk>
  /** The list above the box, which gets the keys first. */
  readonly list: { readonly id: string; readonly keys: SlashKeys } | undefined
}

/** The text box. It grows with its text up to 40 % of the window, then scrolls. */
export function MessageBox({ text, placeholder, problemId, onChange, onEnter, onErase, ...rest }: MessageBoxProps) {
  const { onPaste, startWalk, list } = rest
  const { t } = useTranslation()
  const box = useRef<HTMLTextAreaElement>(null)
  const walk = useRef<PromptWalk>(undefined)
  const isReading = useRef(false)
  const focusRequest = useComposerStore((state) => state.focusRequest)
  const cursorRequest = useComposerStore((state) => state.cursorRequest)

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    element.focus({ preventScroll: true })
    const place = cursorRequest ?? element.value.length
    element.setSelectionRange(place, place)
  }, [focusRequest, cursorRequest])

  const walkPrompts = async (key: 'ArrowUp' | 'ArrowDown'): Promise<void> => {
    isReading.current = true
    try {
      if (text === '') walk.current = await startWalk()
      const hasMoved = await walk.current?.step(key)
      // Don't replace text that was typed while earlier prompts were being read.
      if (hasMoved && walk.current && box.current?.value === text) onChange(walk.current.text, 0)
    } finally {
      isReading.current = false
    }
  }
  /** Starts only from an empty box, and continues while the cursor is at the end: otherwise the arrows move it. */
  const recallPrompt = (event: KeyboardEvent<HTMLTextAreaElement>, key: 'ArrowUp' | 'ArrowDown'): void => {
    const { selectionStart, value } = event.currentTarget
    if (event.ctrlKey || event.metaKey || selectionStart !== value.length) return
    if (text === '' ? key === 'ArrowDown' : walk.current?.text !== text) return
    event.preventDefault()
    if (!isReading.current) walkPrompts(key).catch(notifyFailure)
  }
  const handleKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // Ignores an Enter that confirms a word in an input method. Older Chromium reports it as keyCode 229.
    const composing = event.nativeEvent.isComposing || event.keyCode === 229
    if (event.shiftKey || event.altKey || composing) return
    if (list?.keys.handle(event)) return event.preventDefault()
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') recallPrompt(event, event.key)
    // Holding Backspace to empty the box must not also remove attachments.
    if (event.key === 'Backspace' && text === '' && !event.repeat) onErase()
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (!event.repeat) onEnter()
  }

  return (
    <div
      // A long text takes the whole row anyway, so don't measure its width.
      className={classNames('grow-with-text min-w-30 grow-9999', text.length > LONGEST_LINE && 'basis-full')}
      data-text={`${text.slice(0, MOST_MEASURED) || placeholder}\u200b`}
    >
      <textarea
        ref={box}
        rows={1}
        dir="auto"
        value={text}
        aria-label={t('composer.message')}
        aria-invalid={problemId !== undefined}
        aria-describedby={problemId}
        aria-autocomplete={list && 'list'}
        aria-controls={list?.id}
        aria-activedescendant={list?.keys.activeId}
        placeholder={placeholder}
        spellCheck
        autoFocus
        onChange={(event) => onChange(event.target.value, event.target.selectionStart)}
        onKeyDown={handleKey}
        onPaste={(event) => {
          const { selectionStart: start, selectionEnd: end } = event.currentTarget
          const pasted = { text: event.clipboardData.getData('text/plain'), start, end }
          if (onPaste(pasted)) event.preventDefault()
        }}
        className="resize-none overflow-y-auto bg-transparent focus-visible:outline-none"
      />
    </div>
  )
}
