import { Popover as Radix } from 'radix-ui'
import type { ReactNode, RefObject } from 'react'
import { classNames } from '@/lib/class-names'
import { returnFocus } from '@/lib/focus'

export interface PopoverProps {
  /** The button that opens it; focus returns there. */
  readonly anchor: RefObject<HTMLElement | null>
  readonly onClose: () => void
  readonly label: string
  /** A list of choices is its own role; the frame around it then has none. */
  readonly role?: 'dialog' | 'presentation'
  readonly side?: 'top' | 'bottom'
  readonly align?: 'start' | 'end'
  readonly className?: string
  readonly children: ReactNode
}

/**
 * A panel that floats beside a button. Mounted only while open, so that its code (and Radix) stay out of the first
 * frame; the button lives elsewhere and says `aria-expanded` itself.
 */
export function Popover({
  anchor,
  onClose,
  label,
  role = 'dialog',
  side = 'top',
  align = 'start',
  ...rest
}: PopoverProps) {
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Anchor virtualRef={anchor as RefObject<HTMLElement>} />
      {/* Inside the landmark of its button, not loose at the end of the page. */}
      <Radix.Portal container={anchor.current?.closest('main')}>
        <Radix.Content
          role={role}
          aria-label={role === 'dialog' ? label : undefined}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            returnFocus(anchor.current)
          }}
          // The anchor toggles; closing here too would open it again.
          onInteractOutside={(event) => {
            if (event.target instanceof Node && anchor.current?.contains(event.target)) event.preventDefault()
          }}
          className={classNames(
            'z-20 max-h-(--radix-popover-content-available-height) overflow-x-hidden overflow-y-auto rounded-md border border-line',
            'bg-surface-raised text-13 text-text shadow-float animate-appear focus-visible:outline-none',
            rest.className,
          )}
        >
          {rest.children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
