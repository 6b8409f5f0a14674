import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { returnFocus } from '@/lib/focus'

/** Of what has the focus when the dialog opens, or is around it. */
const FOCUS_FIRST = 'data-focus-first'
const CONTROL = 'input, select, textarea, button'

interface DialogProps {
  readonly label: string
  /** For a question that has to be answered before anything else. */
  readonly role?: 'alertdialog'
  /** Id of the text that a screen reader reads with the name. */
  readonly describedBy?: string
  /** Escape, or a press beside the panel. The owner decides whether it really goes. */
  readonly onDismiss: () => void
  /** Of the panel. */
  readonly className?: string
  readonly children: ReactNode
}

/**
 * The platform's modal dialog: the top layer, the focus trap, Escape and the inert rest of the page come with it, and it
 * needs no style tag that a strict content security policy would refuse. It is as large as the window and its own scrim,
 * because before Chromium 122 a backdrop cannot see the page's colors.
 */
export function Dialog({ label, role, describedBy, onDismiss, className, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  // In the layout phase: the focus goes back while the dialog is still in the document.
  useLayoutEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    if (element && !element.open) element.showModal()
    // Before it was open nothing in it could take the focus, and by itself it gives it to the button that closes it.
    const first = findFirst(element)
    first?.focus()
    // Behind what was typed before, which is gone on with.
    if (first instanceof HTMLTextAreaElement) first.setSelectionRange(first.value.length, first.value.length)
    return () => {
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
        // React passes on what a dialog or a file field inside it was canceled with.
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
