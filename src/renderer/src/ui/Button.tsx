import { useId, type ComponentProps } from 'react'
import { classNames } from '@/lib/class-names'

const BASE =
  'inline-flex items-center justify-center gap-1.5 text-13 font-medium whitespace-nowrap ' +
  'transition-[background-color,border-color,color,opacity] no-drag disabled:opacity-45'

const LOOKS = {
  /** The screen's one main action. */
  primary:
    'bg-accent text-accent-contrast enabled:hover:bg-accent-hover disabled:bg-selected disabled:text-text-muted disabled:opacity-100 ' +
    'forced-colors:border',
  outline: 'border border-line-control/60 bg-surface-raised text-text enabled:hover:bg-surface-field',
  plain: 'text-text enabled:hover:bg-hover aria-expanded:bg-hover',
  quiet:
    'text-text-muted enabled:hover:bg-hover enabled:hover:text-text aria-expanded:bg-hover aria-expanded:text-text',
  accent: 'text-accent enabled:hover:bg-hover',
  danger: 'border border-line-control/60 bg-surface-raised text-danger enabled:hover:bg-surface-field',
} as const

const SIZES = {
  small: 'h-7 px-2.5 rounded-sm',
  /** In a row of several: tighter padding if they wouldn't all fit. */
  row: 'h-7 px-2.5 @max-[450px]:px-1.5 rounded-sm',
  medium: 'h-8 px-3 rounded-sm',
  /** Inside a surface with 8 px padding, so its label aligns with the text above. */
  chip: 'h-8 px-2 rounded-sm',
  /** In a bar over an image. */
  bar: 'h-7 px-2 rounded-sm @max-[140px]:h-6 @max-[140px]:px-1',
  /** Floats over other content. */
  pill: 'h-8 px-3.5 rounded-full shadow-float',
} as const

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: keyof typeof LOOKS
  readonly size?: keyof typeof SIZES
}

export function Button({ look = 'outline', size = 'medium', className, ...props }: ButtonProps) {
  return <button type="button" className={classNames(BASE, LOOKS[look], SIZES[size], className)} {...props} />
}

interface NotedButtonProps extends ButtonProps {
  /** For example a price: shown after the label, and part of the button's description rather than its name. */
  readonly note: string | undefined
}

/** A button that shows what pressing it costs. */
export function NotedButton({ note, ...props }: NotedButtonProps) {
  const noteId = useId()
  return (
    <>
      <Button data-note={note} aria-describedby={note === undefined ? undefined : noteId} {...props} />
      {note !== undefined && (
        <span id={noteId} hidden>
          {note}
        </span>
      )}
    </>
  )
}
