import { findFreePlace, type Box, type Corner } from './free-place'

/** What is in use: open panels, the find bar, the composer, and the bars of pages (`data-in-use`). */
const PANELS =
  '[role="dialog"]:not(dialog), [role="menu"], [data-radix-popper-content-wrapper], [role="search"] > *, [data-hint-above], [data-in-use]'
/** Distance from the window's edges and the top bar, pixels. */
const MARGIN = 16
const TOP = 56

/**
 * Moves a floating element to where it covers nothing, and again when a panel opens. Returns a function that stops it.
 */
export function keepInFreePlace(element: HTMLElement): () => void {
  let frame = 0
  const place = (): void => {
    const dialog = findDialog()
    const taken = {
      panels: listPanels(element),
      dialog: dialog?.getBoundingClientRect(),
      bars: [...(dialog?.querySelectorAll('[data-in-use]') ?? [])].map((bar) => bar.getBoundingClientRect()),
    }
    const { left, top } = findFreePlace(element.getBoundingClientRect(), listPlaces(element), taken)
    element.style.left = `${left}px`
    element.style.top = `${top}px`
  }
  const placeSoon = (): void => {
    window.cancelAnimationFrame(frame)
    frame = window.requestAnimationFrame(place)
  }
  const changes = new MutationObserver((mutations) => {
    if (mutations.some(({ target }) => target !== element)) placeSoon()
  })
  // Panels are positioned through their style, some time after they are added.
  changes.observe(document.body, { childList: true, subtree: true, attributeFilter: ['style'] })
  window.addEventListener('resize', placeSoon)
  place()
  return () => {
    changes.disconnect()
    window.removeEventListener('resize', placeSoon)
    window.cancelAnimationFrame(frame)
  }
}

/** Returns the front dialog: a dialog may have opened another. */
function findDialog(): Element | undefined {
  return [...document.querySelectorAll('dialog[open] > :not([popover])')].at(-1)
}

function listPanels(element: HTMLElement): readonly Box[] {
  const panels = [...document.querySelectorAll(PANELS)]
  return panels.filter((panel) => !element.contains(panel)).map((panel) => panel.getBoundingClientRect())
}

/** Returns the corners of the conversation; if a dialog is open, first the middle of the lower edge. */
function listPlaces(element: HTMLElement): readonly Corner[] {
  const { width, height } = element.getBoundingClientRect()
  const main = document.querySelector('main')?.getBoundingClientRect()
  const composer = document.querySelector('[data-hint-above]')?.getBoundingClientRect()
  const right = window.innerWidth - width - MARGIN
  const left = Math.min(right, (main?.left ?? 0) + MARGIN)
  const end = composer && composer.height > 0 ? composer.top : window.innerHeight
  const bottom = Math.max(TOP, end - height - MARGIN)
  const corners = [
    { left: right, top: TOP },
    { left, top: TOP },
    { left: right, top: bottom },
    { left, top: bottom },
  ]
  const below = { left: (window.innerWidth - width) / 2, top: window.innerHeight - height - MARGIN }
  return findDialog() ? [below, ...corners] : corners
}
