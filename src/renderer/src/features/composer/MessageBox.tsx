import { useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { notifyFailure } from '@/ui/notices'
import type { PromptWalk } from './recall'
import type { SlashKeys } from './slash'
import { useComposerStore } from './store'

/** More never fits beside the controls. Characters. */
const LONGEST_LINE = 120
/** So much fills the highest box, so the rest needn't be laid out twice. Characters. */
const MOST_MEASURED = 8_000

export interface Pasted {
  readonly text: string
  /** What it takes the place of. */
  readonly start: number
  readonly end: number
}

interface MessageBoxProps {
  readonly text: string
  readonly placeholder: string
  /** Id of the sentence that says what is wrong with the text. */
  readonly problemId: string | undefined
  /** `cursor`: where it stands behind what was typed. */
  readonly onChange: (text: string, cursor: number) => void
  readonly onEnter: () => void
  /** Backspace in an empty box. */
  readonly onErase: () => void
  /** Text is being pasted in place of what is selected. Returns whether it's dealt with. */
  readonly onPaste: (pasted: Pasted) => boolean
  /** Arrow up was pressed in an empty box. */
  readonly startWalk: () => Promise<PromptWalk>
  /** Of the list above the box, which gets the keys first. */
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
      // What was typed while earlier prompts were read stays.
      if (hasMoved && walk.current && box.current?.value === text) onChange(walk.current.text, 0)
    } finally {
      isReading.current = false
    }
  }
  /** Only from an empty box, and on while the cursor stays at the end: in a text the arrows move it. */
  const recallPrompt = (event: KeyboardEvent<HTMLTextAreaElement>, key: 'ArrowUp' | 'ArrowDown'): void => {
    const { selectionStart, value } = event.currentTarget
    if (event.ctrlKey || event.metaKey || selectionStart !== value.length) return
    if (text === '' ? key === 'ArrowDown' : walk.current?.text !== text) return
    event.preventDefault()
    if (!isReading.current) walkPrompts(key).catch(notifyFailure)
  }
  const handleKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // Enter that confirms a word in an input method is not meant for us; 229 is what older Chromium says instead.
    const composing = event.nativeEvent.isComposing || event.keyCode === 229
    if (event.shiftKey || event.altKey || composing) return
    if (list?.keys.handle(event)) return event.preventDefault()
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') recallPrompt(event, event.key)
    // Held down to empty the box, the key must not go on to what is attached.
    if (event.key === 'Backspace' && text === '' && !event.repeat) onErase()
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (!event.repeat) onEnter()
  }

  return (
    <div
      // A long text takes the whole row anyway; measuring how wide it would be is not worth the time.
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
