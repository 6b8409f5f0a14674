/** Makes a formula that is wider than its column scrollable, also by keyboard. */

let waiting = new Set<HTMLElement>()

/**
 * Measures a rendered formula in the next frame, together with all others: measuring each one as it's rendered would
 * force a layout of the page every time.
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

/** Elements with a width of their own, unlike the bold text and links around a formula. */
const BLOCKS = 'p, li, td, th, h2, h3, h4, h5, h6, summary, div'

function isWide(element: HTMLElement): boolean {
  const formula = element.parentElement
  if (formula?.classList.contains('formula-display')) return element.scrollWidth > element.clientWidth
  return element.offsetWidth > (formula?.closest(BLOCKS)?.clientWidth ?? Infinity)
}
