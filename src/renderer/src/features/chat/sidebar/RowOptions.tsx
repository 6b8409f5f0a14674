import { Ellipsis } from 'lucide-react'
import type { MouseEvent, RefObject } from 'react'
import { classNames } from '@/lib/class-names'
import { IconButton } from '@/ui/IconButton'

export interface Point {
  readonly x: number
  readonly y: number
}

interface RowOptionsProps {
  readonly ref: RefObject<HTMLButtonElement | null>
  readonly label: string
  readonly isOpen: boolean
  /** Its position in the row. */
  readonly className?: string
  readonly onOpen: (event: MouseEvent<HTMLButtonElement>, at: Point) => void
  readonly onPointerEnter?: () => void
}

/**
 * Opens the menu of a row of the chat list. Visible while the pointer or the focus is in the row; reached by the right
 * arrow key, because Tab would need two stops per row.
 */
export function RowOptions({ ref, label, isOpen, className = 'right-0.5', onOpen, onPointerEnter }: RowOptionsProps) {
  return (
    <IconButton
      ref={ref}
      icon={Ellipsis}
      label={label}
      size="small"
      hint=""
      tabIndex={-1}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      className={classNames(
        'absolute top-0.5 group-focus-within/row:opacity-100 group-hover/row:opacity-100 focus-visible:-outline-offset-2 [@media(hover:none)]:opacity-100',
        className,
        !isOpen && 'opacity-0',
      )}
      onClick={(event) => {
        const { left, bottom } = event.currentTarget.getBoundingClientRect()
        onOpen(event, { x: left, y: bottom })
      }}
      onPointerEnter={onPointerEnter}
    />
  )
}
