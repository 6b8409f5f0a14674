import type { LucideIcon } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { Fragment, useRef } from 'react'
import { createPortal } from 'react-dom'
import { classNames } from '@/lib/class-names'

export interface MenuItem {
  readonly label: string
  readonly icon: LucideIcon
  readonly onChoose: () => void
  readonly danger?: boolean
  /** Draws a separator above it. */
  readonly startsGroup?: boolean
  /** Equivalent keys, as displayed. */
  readonly shortcut?: string | undefined
}

export interface MenuProps {
  readonly label: string
  readonly items: readonly MenuItem[]
  /** Where it opens, in window coordinates: the pointer, or the corner of a button. */
  readonly at: { readonly x: number; readonly y: number }
  /** Which edge of the menu is at that point. */
  readonly align?: 'start' | 'end'
  readonly onClose: () => void
  /** The landmark that contains it. */
  readonly container: HTMLElement | null
  /** Restores focus on close. */
  readonly returnFocus: () => void
}

/** A menu at a point, for right clicks and for "more" buttons. Mounted only while open. */
export function Menu({ label, items, at, align = 'start', container, onClose, returnFocus }: MenuProps) {
  // Runs after the menu has closed: the action may take focus, and later returns it to where the menu was opened.
  const chosen = useRef<() => void>(undefined)
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      {/* Not next to the button: an ancestor that is a query container would become the reference for "fixed". */}
      {createPortal(
        <DropdownMenu.Trigger asChild>
          <span aria-hidden className="pointer-events-none fixed size-0" style={{ left: at.x, top: at.y }} />
        </DropdownMenu.Trigger>,
        container ?? document.body,
      )}
      <DropdownMenu.Portal container={container}>
        <DropdownMenu.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            returnFocus()
            chosen.current?.()
          }}
          className="z-40 max-h-(--radix-dropdown-menu-content-available-height) min-w-40 animate-appear overflow-y-auto rounded-md border border-line bg-surface-raised p-1 text-13 shadow-float focus-visible:outline-none"
        >
          {items.map(({ label: name, icon: Icon, danger, startsGroup, shortcut, onChoose }, index) => (
            <Fragment key={name}>
              {startsGroup && index > 0 && <DropdownMenu.Separator className="mx-2 my-1 h-px bg-line" />}
              <DropdownMenu.Item
                onSelect={() => {
                  chosen.current = onChoose
                }}
                className={classNames(
                  'flex h-8 items-center gap-2.5 rounded-sm px-2.5 outline-none data-highlighted:bg-hover',
                  'forced-colors:data-highlighted:outline forced-colors:data-highlighted:outline-2',
                  danger && 'text-danger',
                )}
              >
                <Icon size={16} strokeWidth={1.5} aria-hidden className={danger ? '' : 'text-text-muted'} />
                {name}
                {shortcut && <kbd className="ml-auto pl-6 font-sans text-12 text-text-muted">{shortcut}</kbd>}
              </DropdownMenu.Item>
            </Fragment>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
