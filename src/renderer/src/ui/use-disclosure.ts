import { useCallback, useRef, useState, type RefObject } from 'react'

export interface Disclosure {
  readonly open: boolean
  readonly toggle: () => void
  readonly close: () => void
  /** For the button that opens it. */
  readonly anchor: RefObject<HTMLButtonElement | null>
}

export function useDisclosure(): Disclosure {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const toggle = useCallback(() => setOpen((was) => !was), [])
  const close = useCallback(() => setOpen(false), [])
  return { open, toggle, close, anchor }
}
