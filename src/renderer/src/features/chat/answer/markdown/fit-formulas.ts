/** Lets a formula that is wider than its column scroll by itself, also by keyboard. */

let waiting = new Set<HTMLElement>()

/**
 * Looks at a drawn formula in the next frame, together with all others: between drawing one and the next, the browser would
 * lay out the page again for each.
 */
export function fitLater(element: HTMLElement): void {
  if (waiting.size === 0) requestAnimationFrame(fitAll)
  waiting.add(element)
}

function fitAll(): void {
  const measured = [...waiting].map((element) => ({ element, isWide: isWide(element) }))
  waiting = new Set()
  for (const { element, isWide } of measured) {
    element.parentElement?.classList.toggle('formula-wide', isWide)
    if (isWide) element.tabIndex = 0
    else element.removeAttribute('tabindex')
  }
}

/** What has a width of its own: bold text and links around a formula have none. */
const BLOCKS = 'p, li, td, th, h2, h3, h4, h5, h6, summary, div'

function isWide(element: HTMLElement): boolean {
  const formula = element.parentElement
  if (formula?.classList.contains('formula-display')) return element.scrollWidth > element.clientWidth
  return element.offsetWidth > (formula?.closest(BLOCKS)?.clientWidth ?? Infinity)
}
