/**
 * The hints of icon buttons, shown in a single element in the top layer so none is clipped or covered. A hint repeats
 * its button's name, so screen readers don't read it twice. Plain DOM: hundreds of buttons in a long conversation cost
 * nothing until one is hovered.
 */

import { hasPointerMoved, notePointer } from '@/lib/pointer-place'

/** Long enough to skip a pointer that is only passing by. Milliseconds. */
const DELAY_MS = 450
/** Moving to another button within this time shows its hint at once. Milliseconds. */
const FOLLOWS_MS = 300
const GAP = 6
/** Distance from the edge of the window, pixels. */
const MARGIN = 4

/** Returns a function that stops it. */
export function showHints(document: Document): () => void {
  const controller = new AbortController()
  const options = { signal: controller.signal, passive: true }
  const bubble = document.createElement('div')
  bubble.className = 'hint'
  bubble.popover = 'manual'
  bubble.ariaHidden = 'true'
  document.body.append(bubble)
  let target: HTMLElement | undefined
  let timer = 0
  let hiddenAt = 0
  // No hints for what slides under a resting pointer or was just pressed.
  let isQuiet = false

  const hide = (): void => {
    window.clearTimeout(timer)
    if (!target) return
    target = undefined
    changes.disconnect()
    if (bubble.matches(':popover-open')) {
      bubble.hidePopover()
      hiddenAt = Date.now()
    }
  }
  const show = (): void => {
    if (!target || !hasHint(target)) return hide()
    // Drawn by the style sheet, so it isn't page text that could be searched or read out.
    bubble.dataset['text'] = target.dataset['hint']
    bubble.showPopover()
    place(bubble, target)
  }
  // Updates when "Copy" turns into "Copied"; hides once the button opens something or is disabled.
  const changes = new MutationObserver((records) => {
    if (records.some(({ attributeName }) => attributeName === 'data-hint')) show()
    else if (target && !hasHint(target)) hide()
  })
  const wait = (element: HTMLElement): void => {
    if (element === target) return
    hide()
    target = element
    changes.observe(element, { attributeFilter: ['data-hint', 'disabled', 'aria-expanded'] })
    timer = window.setTimeout(show, Date.now() - hiddenAt < FOLLOWS_MS ? 0 : DELAY_MS)
  }
  const conceal = (): void => {
    isQuiet = true
    window.clearTimeout(timer)
    if (bubble.matches(':popover-open')) bubble.hidePopover()
  }

  document.addEventListener(
    'pointerover',
    (event) => {
      const element = findHinted(event.target)
      if (!isQuiet && event.pointerType !== 'touch' && element && hasHint(element)) wait(element)
      else if (element !== target) hide()
    },
    options,
  )
  document.addEventListener(
    'pointermove',
    (event) => {
      const isMoved = hasPointerMoved(event)
      notePointer(event)
      if (!isQuiet || !isMoved) return
      isQuiet = false
      const { pointerType } = event
      const element = findHinted(event.target)
      if (pointerType !== 'touch' && element && hasHint(element) && element !== target) wait(element)
    },
    options,
  )
  document.addEventListener(
    'focusin',
    (event) => {
      const element = findHinted(event.target)
      if (element?.matches(':focus-visible') && element.dataset['returned'] === undefined && hasHint(element)) {
        wait(element)
      }
    },
    options,
  )
  document.addEventListener(
    'focusout',
    // A hovered button keeps its hint when focus leaves.
    () => void (target?.matches(':hover') || hide()),
    options,
  )
  document.addEventListener(
    'pointerdown',
    (event) => {
      notePointer(event)
      conceal()
    },
    options,
  )
  document.addEventListener('keydown', conceal, options)
  // Moves or hides the hint while scrolling. Scroll events come a frame later, when the pointer may already be on
  // another button.
  const follow = (): void => {
    if (!target?.matches(':hover, :focus-visible')) hide()
    else if (bubble.matches(':popover-open')) place(bubble, target)
  }
  document.addEventListener('scroll', follow, { ...options, capture: true })
  document.documentElement.addEventListener('pointerleave', hide, options)
  return () => {
    hide()
    controller.abort()
    bubble.remove()
  }
}

function findHinted(target: EventTarget | null): HTMLElement | undefined {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-hint]') ?? undefined) : undefined
}

function hasHint(element: HTMLElement): boolean {
  return Boolean(element.dataset['hint']) && !element.matches(':disabled, [aria-expanded="true"]')
}

/**
 * Places the hint above its button, or below if the button says so or there's no room; inside the composer, above the
 * whole composer.
 */
function place(bubble: HTMLElement, target: HTMLElement): void {
  const button = target.getBoundingClientRect()
  const { top } = (target.closest('[data-hint-above]') ?? target).getBoundingClientRect()
  const { width, height } = bubble.getBoundingClientRect()
  const above = top - GAP - height
  const isBelow = target.dataset['hintSide'] === 'below' || above < MARGIN
  const left = button.left + (button.width - width) / 2
  bubble.style.left = `${Math.max(MARGIN, Math.min(left, window.innerWidth - width - MARGIN))}px`
  bubble.style.top = `${isBelow ? button.bottom + GAP : above}px`
}
