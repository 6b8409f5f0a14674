import { useState, type MouseEvent } from 'react'
import { returnFocus } from '@/lib/focus'
import { Button, type ButtonProps } from './Button'
import { lazyPart } from './lazy-part'
import type { MenuItem, MenuProps } from './Menu'

const Menu = lazyPart<MenuProps>(() => import('./Menu').then((module) => module.Menu))

interface MenuButtonProps extends Omit<ButtonProps, 'onClick'> {
  /** The name of the button and its menu. */
  readonly label: string
  /** Called when the menu opens. */
  readonly items: () => readonly MenuItem[]
  readonly align?: 'start' | 'end'
}

/** A button that opens a menu below it. The menu code loads when the pointer comes near. */
export function MenuButton({ label, items, align = 'start', ...props }: MenuButtonProps) {
  const [open, setOpen] = useState<Pick<MenuProps, 'items' | 'at' | 'container' | 'returnFocus'>>()
  const openAt = ({ currentTarget: button }: MouseEvent<HTMLButtonElement>): void => {
    const { left, right, bottom } = button.getBoundingClientRect()
    setOpen({
      items: items(),
      at: { x: align === 'start' ? left : right, y: bottom },
      // Inside a dialog if there is one, since it makes everything else inert; else in the button's landmark.
      container: button.closest<HTMLElement>('dialog, main'),
      returnFocus: () => returnFocus(button),
    })
  }
  return (
    <>
      <Button
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open !== undefined}
        {...props}
        onClick={openAt}
        onPointerEnter={Menu.preload}
      />
      {open && <Menu.Component label={label} align={align} {...open} onClose={() => setOpen(undefined)} />}
    </>
  )
}
