import { useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
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
  readonly onChange: (text: string) => void
  readonly onEnter: () => void
  /** Backspace in an empty box. */
  readonly onErase: () => void
  /** Text is being pasted in place of what is selected. Returns whether it's dealt with. */
  readonly onPaste: (pasted: Pasted) => boolean
  /** The prompt that the up arrow brings back into an empty box. */
  readonly lastPrompt: () => string | undefined
}

/** The text box. It grows with its text up to 40 % of the window, then scrolls. */
export function MessageBox({
  text,
  placeholder,
  problemId,
  onChange,
  onEnter,
  onErase,
  onPaste,
  lastPrompt,
}: MessageBoxProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLTextAreaElement>(null)
  const focusRequest = useComposerStore((state) => state.focusRequest)

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    element.focus({ preventScroll: true })
    element.setSelectionRange(element.value.length, element.value.length)
  }, [focusRequest])

  /** Only into an empty box: in a text the arrow moves the cursor. */
  const recallPrompt = (event: KeyboardEvent): void => {
    const prompt = text === '' && !event.ctrlKey && !event.metaKey ? lastPrompt() : undefined
    if (prompt === undefined) return
    event.preventDefault()
    onChange(prompt)
  }
  const handleKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // Enter that confirms a word in an input method is not meant for us; 229 is what older Chromium says instead.
    const composing = event.nativeEvent.isComposing || event.keyCode === 229
    if (event.shiftKey || event.altKey || composing) return
    if (event.key === 'ArrowUp') recallPrompt(event)
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
        placeholder={placeholder}
        spellCheck
        autoFocus
        onChange={(event) => onChange(event.target.value)}
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
