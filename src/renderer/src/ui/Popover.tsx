import { Popover as Radix } from 'radix-ui'
import { useRef, useState, type ReactNode, type RefObject } from 'react'
import { classNames } from '@/lib/class-names'
import { isField, returnFocus } from '@/lib/focus'

export interface PopoverProps {
  /** The button that opens it; focus returns there. */
  readonly anchor: RefObject<HTMLElement | null>
  readonly onClose: () => void
  /** Returns whether Escape closed something inside the panel, which then stays open. */
  readonly onEscape?: () => boolean
  readonly label: string
  /** For a list of choices, which has its own role; the frame around it then has none. */
  readonly role?: 'dialog' | 'presentation'
  readonly side?: 'top' | 'bottom'
  readonly align?: 'start' | 'end'
  /** Focus goes to the panel, and from there by Tab to its fields. */
  readonly isPanelFocused?: boolean
  /** True if the choice moves focus elsewhere instead of back to the button. */
  readonly goesOn?: RefObject<boolean>
  readonly className?: string
  readonly children: ReactNode
}

/**
 * A panel that floats next to a button. Mounted only while open, to keep its code (and Radix) out of the first frame;
 * the button is rendered elsewhere and sets `aria-expanded` itself.
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
      {/* In the button's landmark, not loose at the end of the page. */}
      <Radix.Portal container={anchor.current?.closest('main')}>
        <Radix.Content
          data-focus-home
          role={role}
          aria-label={role === 'dialog' ? label : undefined}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={12}
          // The panel itself, not its first field, which would show a focus ring although nothing was typed.
          onOpenAutoFocus={(event) => {
            if (!isPanelFocused || !(event.currentTarget instanceof HTMLElement)) return
            event.preventDefault()
            event.currentTarget.focus()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (!goesOn?.current && !isInField.current) returnFocus(anchor.current)
          }}
          // Radix wraps from the last control to the first without scrolling to it.
          onFocus={({ target, currentTarget }) => {
            if (target !== currentTarget && target.matches(':focus-visible'))
              target.scrollIntoView({ block: 'nearest' })
          }}
          onEscapeKeyDown={(event) => {
            if (onEscape?.()) event.preventDefault()
          }}
          // The anchor toggles the panel; closing it here too would reopen it.
          onInteractOutside={(event) => {
            if (event.target instanceof Node && anchor.current?.contains(event.target)) event.preventDefault()
            // A click into the message box means typing there, so focus stays.
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
 * Returns the rectangle to open at, as wide as the button and as high as the box that contains it: a panel opened from
 * the composer appears above all of it, not over the prompt.
 */
function measure({ current: button }: RefObject<HTMLElement | null>): DOMRect {
  if (!button) return new DOMRect()
  const { x, width, y, height } = button.getBoundingClientRect()
  const edge = button.closest('[data-popover-edge]')?.getBoundingClientRect()
  return new DOMRect(x, edge?.y ?? y, width, edge?.height ?? height)
}
