import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { returnFocus } from '@/lib/focus'
import { noteOpen } from './open-dialogs'

/** Marks what gets focus when the dialog opens, or its container. */
const FOCUS_FIRST = 'data-focus-first'
const CONTROL = 'input, select, textarea, button'

interface DialogProps {
  readonly label: string
  /** For a question that must be answered before anything else. */
  readonly role?: 'alertdialog'
  /** The id of the text that screen readers read after the name. */
  readonly describedBy?: string
  /** On Escape or a press outside the panel. The owner decides whether to close. */
  readonly onDismiss: () => void
  /** The panel's classes. */
  readonly className?: string
  readonly children: ReactNode
}

/**
 * The platform's modal dialog. It brings the top layer, the focus trap, Escape and an inert page, and needs no style
 * tag that a strict content security policy would refuse. It fills the window and is its own scrim, because before
 * Chromium 122 a backdrop can't use the page's colors.
 */
export function Dialog({ label, role, describedBy, onDismiss, className, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  // A layout effect, so that focus returns while the dialog is still in the document.
  useLayoutEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    if (element && !element.open) element.showModal()
    // Nothing inside could take focus before the dialog opened, and by default the close button gets it.
    const first = findFirst(element)
    first?.focus()
    // Puts the cursor after the existing text, so the user can continue typing.
    if (first instanceof HTMLTextAreaElement) first.setSelectionRange(first.value.length, first.value.length)
    const noteClosed = element && noteOpen(element)
    return () => {
      noteClosed?.()
      element?.close()
      returnFocus(before)
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      role={role}
      aria-label={label}
      aria-describedby={describedBy}
      onCancel={(event) => {
        // React bubbles cancel events from dialogs and file inputs inside this one.
        if (event.target !== dialog.current) return
        event.preventDefault()
        onDismiss()
      }}
      onMouseDown={(event) => {
        if (event.target === dialog.current) onDismiss()
      }}
      className="fixed inset-0 m-0 size-full max-h-none open:flex max-w-none animate-appear items-center justify-center overflow-hidden border-0 bg-scrim p-0 text-text focus-visible:outline-none"
    >
      <div className={className}>{children}</div>
    </dialog>
  )
}

function findFirst(dialog: HTMLDialogElement | null): HTMLElement | null | undefined {
  const marked = dialog?.querySelector<HTMLElement>(`[${FOCUS_FIRST}]`)
  return marked?.matches(CONTROL) ? marked : marked?.querySelector<HTMLElement>(CONTROL)
}
