import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import type { Command } from '@shared/shortcuts'
import { classNames } from '@/lib/class-names'
import { describeCommand } from '@/lib/describe-command'

const SIZES = { medium: 'size-8', small: 'size-7', tiny: 'size-6' } as const

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: LucideIcon
  /** The accessible name, and the hint on hover. */
  readonly label: string
  readonly hint?: string
  /** The command it runs; the hint shows its keys. */
  readonly command?: Command
  readonly size?: keyof typeof SIZES
  /** Where the hint appears, so it doesn't cover what the button belongs to. */
  readonly hintSide?: 'above' | 'below'
}

export function IconButton({
  icon: Icon,
  label,
  hint = label,
  command,
  size = 'medium',
  hintSide = 'above',
  className,
  ...props
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-hint={hint && command ? `${hint}\u2003${describeCommand(command)}` : hint}
      data-hint-side={hintSide}
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
