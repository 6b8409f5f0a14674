import { useEffect, useRef, type ReactNode } from 'react'
import { classNames } from '@/lib/class-names'

interface DialogProps {
  readonly label: string
  /** Escape, or a click beside it. The owner decides whether it really goes. */
  readonly onDismiss: () => void
  readonly className?: string
  readonly children: ReactNode
}

/**
 * The platform's modal dialog: the top layer, the focus trap, Escape and the inert rest of the page come with it, and it
 * needs no style tag that a strict content security policy would refuse.
 */
export function Dialog({ label, onDismiss, className, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    if (element && !element.open) element.showModal()
    return () => {
      element?.close()
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault()
        onDismiss()
      }}
      onMouseDown={(event) => {
        // The dialog's own box is its backdrop's target too: only a press outside of its content counts.
        if (event.target === dialog.current) onDismiss()
      }}
      className={classNames(
        'text-text backdrop:bg-scrim backdrop:animate-appear focus-visible:outline-none',
        className,
      )}
    >
      {children}
    </dialog>
  )
}
