import type { ClipboardEvent, ComponentProps, KeyboardEvent } from 'react'
import { classNames } from '@/lib/class-names'
import { CONTROL } from './control-style'

interface SpinBoxProps extends Pick<
  ComponentProps<'input'>,
  'ref' | 'id' | 'aria-label' | 'aria-describedby' | 'placeholder' | 'className' | 'inputMode'
> {
  readonly text: string
  /** What the text means, for assistive technology; absent where it means nothing. */
  readonly value?: number | undefined
  readonly min: number
  readonly max?: number | undefined
  readonly isWrong: boolean
  readonly onText: (text: string) => void
  /** An arrow or page key: so many steps up, or down where negative. */
  readonly onStep: (steps: number) => void
  /** Typing is over: Enter, or the box was left. */
  readonly onCommit?: (() => void) | undefined
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }

/**
 * A box for a number. Not `<input type="number">`: that one takes characters away in silence, so that "0,50" became 50,
 * and hides what it could not read from those who would have to say so.
 */
export function SpinBox({
  text,
  value,
  min,
  max,
  isWrong,
  onText,
  onStep,
  onCommit,
  className,
  ...rest
}: SpinBoxProps) {
  const handleKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    const steps = STEPS[event.key]
    if (event.key === 'Enter') onCommit?.()
    if (steps === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    onStep(steps)
  }
  return (
    <input
      type="text"
      role="spinbutton"
      autoComplete="off"
      spellCheck={false}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={text === '' ? undefined : text}
      aria-invalid={isWrong || undefined}
      value={text}
      onChange={(event) => onText(event.target.value)}
      onPaste={pasteOneLine}
      onBlur={onCommit}
      onKeyDown={handleKey}
      className={classNames(CONTROL, 'tabular', className)}
      {...rest}
    />
  )
}

/** A box of one line would join the lines of a paste, and two numbers would become one. */
function pasteOneLine(event: ClipboardEvent<HTMLInputElement>): void {
  const pasted = event.clipboardData.getData('text/plain').trim()
  if (!/[\r\n]/.test(pasted)) return
  event.preventDefault()
  // The one way to insert that can be undone by the keyboard.
  document.execCommand('insertText', false, pasted.replace(/[\r\n]+/g, ' '))
}
