import type { ClipboardEvent, ComponentProps, KeyboardEvent } from 'react'
import { classNames } from '@/lib/class-names'
import { CONTROL } from './control-style'

interface SpinBoxProps extends Pick<
  ComponentProps<'input'>,
  'ref' | 'id' | 'aria-label' | 'aria-describedby' | 'placeholder' | 'className' | 'inputMode'
> {
  readonly text: string
  /** The number the text means, for assistive technology; absent if it can't be parsed. */
  readonly value?: number | undefined
  readonly min: number
  readonly max?: number | undefined
  readonly isWrong: boolean
  readonly onText: (text: string) => void
  /** An arrow or page key was pressed: the number of steps up, or down if negative. */
  readonly onStep: (steps: number) => void
  /** Typing is finished: Enter was pressed or the box lost focus. */
  readonly onCommit?: (() => void) | undefined
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }

/**
 * A number box. Not `<input type="number">`, which silently drops characters, so "0,50" became 50, and hides text it
 * can't parse, so no error can be shown for it.
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

/** Pastes several lines with spaces in between. The box would join them, and two numbers would become one. */
function pasteOneLine(event: ClipboardEvent<HTMLInputElement>): void {
  const pasted = event.clipboardData.getData('text/plain').trim()
  if (!/[\r\n]/.test(pasted)) return
  event.preventDefault()
  // The only way to insert text that keyboard undo can revert.
  document.execCommand('insertText', false, pasted.replace(/[\r\n]+/g, ' '))
}
