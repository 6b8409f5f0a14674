import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from '@/lib/class-names'

const SIZES = { medium: 'size-8', small: 'size-7', tiny: 'size-6' } as const

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: LucideIcon
  /** The accessible name, and the hint on hover. */
  readonly label: string
  readonly hint?: string
  /** Said at once, even while the pointer rests. */
  readonly 'data-hint-now'?: true | undefined
  readonly size?: keyof typeof SIZES
  /** Where the hint appears: away from the nearest edge of the window. */
  readonly hintSide?: 'above' | 'below'
  readonly hintAlign?: 'start' | 'center' | 'end'
}

export function IconButton({
  icon: Icon,
  label,
  hint = label,
  size = 'medium',
  hintSide = 'above',
  hintAlign = 'center',
  className,
  ...props
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-hint={hint}
      data-hint-side={hintSide}
      data-hint-align={hintAlign}
      className={classNames(
        SIZES[size],
        'inline-flex shrink-0 items-center justify-center rounded-sm text-text-muted no-drag',
        'transition-[background-color,color,opacity] enabled:hover:bg-hover enabled:hover:text-text',
        'aria-expanded:bg-hover aria-expanded:text-text disabled:opacity-45',
        className,
      )}
      {...props}
    >
      <Icon size={16} strokeWidth={1.5} aria-hidden />
    </button>
  )
}
