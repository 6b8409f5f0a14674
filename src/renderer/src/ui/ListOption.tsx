import type { ReactNode } from 'react'
import { classNames } from '@/lib/class-names'

interface ListOptionProps {
  readonly id: string
  /** Whether Enter chooses this option. */
  readonly isActive: boolean
  readonly onPoint: () => void
  readonly onChoose: () => void
  /** Sets the height. */
  readonly className?: string
  readonly children: ReactNode
}

/** An option of a list above or below a box that keeps focus. */
export function ListOption({ id, isActive, onPoint, onChoose, className = 'h-8', children }: ListOptionProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      // Not on pointer over, which also fires when a row moves under a resting pointer.
      onPointerMove={isActive ? undefined : onPoint}
      // Keeps focus in the box.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={classNames(
        'flex cursor-default items-center gap-3 rounded-sm px-2.5 text-13',
        className,
        isActive && 'bg-hover forced-colors:outline forced-colors:outline-2',
      )}
    >
      {children}
    </div>
  )
}
