import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { Button } from './Button'

interface PageProps {
  /** The region's name. */
  readonly label: string
  /** The label of the button that leaves the page. */
  readonly back: string
  readonly onLeave: () => void
  /** What Escape does if nothing in the page has handled it. */
  readonly onEscape?: () => void
  /** Gets the keys that nothing in the page has handled. */
  readonly onKey?: (event: KeyboardEvent) => void
  /** At the start of the bar, before that button. */
  readonly start?: ReactNode
  /** The rest of the bar: the heading first. */
  readonly bar: ReactNode
  readonly children: ReactNode
}

/** A page in place of the chat, with its own bar. It takes focus when it opens, so it gets the keys. */
export function Page({ label, back, onLeave, onEscape = onLeave, onKey, start, bar, children }: PageProps) {
  const region = useRef<HTMLElement>(null)
  useEffect(() => region.current?.focus({ preventScroll: true }), [])
  const handleKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return
    if (event.key !== 'Escape') return onKey?.(event)
    event.preventDefault()
    onEscape()
  }
  return (
    <section
      ref={region}
      aria-label={label}
      tabIndex={-1}
      data-container
      onKeyDown={handleKey}
      className="relative flex h-full min-w-0 flex-col bg-surface focus-visible:outline-none"
    >
      <header className="title-bar">
        {start}
        <Button look="plain" className="px-2" onClick={onLeave}>
          <ArrowLeft size={16} strokeWidth={1.5} aria-hidden />
          {back}
        </Button>
        {bar}
      </header>
      {children}
    </section>
  )
}
