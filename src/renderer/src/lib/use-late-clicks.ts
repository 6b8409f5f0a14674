import { useLayoutEffect, useRef, type RefObject } from 'react'
import { hasPointerMoved } from './pointer-place'

/** Time to notice that a button has gone and not click it. Milliseconds. */
const REACTION_MS = 500

/**
 * Guards a button that disappears on its own, such as Stop once the answer has arrived: a click already on its way must
 * not hit whatever takes its place, which may cost money. Clicks count as on their way while the pointer stays where
 * the button was. `isThere`: false if the button stays but changes its meaning.
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
    // The click itself made the button disappear.
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
