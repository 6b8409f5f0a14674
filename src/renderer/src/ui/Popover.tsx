import { Popover as Radix } from 'radix-ui'
import { useRef, useState, type ReactNode, type RefObject } from 'react'
import { classNames } from '@/lib/class-names'
import { isField, returnFocus } from '@/lib/focus'

export interface PopoverProps {
  /** The button that opens it; focus returns there. */
  readonly anchor: RefObject<HTMLElement | null>
  readonly onClose: () => void
  /** Returns whether Escape closed something in the panel, which then stays. */
  readonly onEscape?: () => boolean
  readonly label: string
  /** A list of choices is its own role; the frame around it then has none. */
  readonly role?: 'dialog' | 'presentation'
  readonly side?: 'top' | 'bottom'
  readonly align?: 'start' | 'end'
  /** The focus goes to the panel, and from there by Tab to its fields. */
  readonly isPanelFocused?: boolean
  /** True once what was chosen sends the focus elsewhere than back to the button. */
  readonly goesOn?: RefObject<boolean>
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
  onEscape,
  label,
  role = 'dialog',
  side = 'top',
  align = 'start',
  isPanelFocused = false,
  goesOn,
  ...rest
}: PopoverProps) {
  const [place] = useState(() => ({ current: { getBoundingClientRect: () => measure(anchor) } }))
  const isInField = useRef(false)
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Anchor virtualRef={place} />
      {/* Inside the landmark of its button, not loose at the end of the page. */}
      <Radix.Portal container={anchor.current?.closest('main')}>
        <Radix.Content
          data-focus-home
          role={role}
          aria-label={role === 'dialog' ? label : undefined}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={12}
          // The panel itself, not its first field: that one would show a ring although nothing was typed.
          onOpenAutoFocus={(event) => {
            if (!isPanelFocused || !(event.currentTarget instanceof HTMLElement)) return
            event.preventDefault()
            event.currentTarget.focus()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (!goesOn?.current && !isInField.current) returnFocus(anchor.current)
          }}
          // Radix goes round from the last control to the first without scrolling to it.
          onFocus={({ target, currentTarget }) => {
            if (target !== currentTarget && target.matches(':focus-visible'))
              target.scrollIntoView({ block: 'nearest' })
          }}
          onEscapeKeyDown={(event) => {
            if (onEscape?.()) event.preventDefault()
          }}
          // The anchor toggles; closing here too would open it again.
          onInteractOutside={(event) => {
            if (event.target instanceof Node && anchor.current?.contains(event.target)) event.preventDefault()
            // Who clicks into the message box types there.
            isInField.current = isField(event.target)
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

/**
 * As wide as the button, and as high as the box that it is part of: a panel that opens from the composer is above all of
 * it, not over the prompt.
 */
function measure({ current: button }: RefObject<HTMLElement | null>): DOMRect {
  if (!button) return new DOMRect()
  const { x, width, y, height } = button.getBoundingClientRect()
  const edge = button.closest('[data-popover-edge]')?.getBoundingClientRect()
  return new DOMRect(x, edge?.y ?? y, width, edge?.height ?? height)
}
