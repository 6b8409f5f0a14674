import { useLayoutEffect, useRef, type RefObject } from 'react'
import { hasPointerMoved } from './pointer-place'

/** From seeing that a button has gone to not pressing it any more. Milliseconds. */
const REACTION_MS = 500

/**
 * For a button that goes by itself, such as Stop when the answer has come: a click that is on its way to it must not land on
 * what takes its place, which may cost money. It counts as on its way while the pointer stays where it was brought. `isThere`: for
 * a button that gets other words in place of going.
 */
export function useLateClicks(isThere = true): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const element = button.current
    if (!element || !isThere) return undefined
    const controller = new AbortController()
    const { signal } = controller
    let isAimedAt = false
    element.addEventListener('pointermove', (event) => (isAimedAt ||= hasPointerMoved(event)), { signal })
    element.addEventListener('pointerleave', () => (isAimedAt = false), { signal })
    // It goes because it was pressed.
    element.addEventListener('click', () => (isAimedAt = false), { signal })
    return () => {
      controller.abort()
      if (isAimedAt) refuseClicks(element.getBoundingClientRect())
    }
  }, [isThere])
  return button
}

function refuseClicks({ left, right, top, bottom }: DOMRect): void {
  const controller = new AbortController()
  const options = { capture: true, signal: controller.signal }
  const isInside = ({ clientX: x, clientY: y }: MouseEvent): boolean =>
    x >= left && x <= right && y >= top && y <= bottom
  document.addEventListener(
    'click',
    (event) => {
      if (event.detail === 0 || !isInside(event)) return
      event.preventDefault()
      event.stopPropagation()
    },
    options,
  )
  document.addEventListener('pointermove', (event) => void (isInside(event) || controller.abort()), options)
  setTimeout(() => controller.abort(), REACTION_MS)
}
