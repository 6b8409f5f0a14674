/** Reads a rendered answer (`PrintedAnswer`) as HTML without buttons, classes and colors. */
import { readHtml } from '../answer/markdown/answer-html'

const UNDRAWN = '.formula:not(:has(> .formula-drawn > *))'

/** Resolves once all formulas are rendered: the first ones wait for their renderer to load. */
export function waitForFormulas(drawn: Element): Promise<void> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      if (drawn.querySelector(UNDRAWN)) return false
      observer.disconnect()
      resolve()
      return true
    }
    const observer = new MutationObserver(look)
    if (!look()) observer.observe(drawn, { childList: true, subtree: true })
  })
}

/** The text of a segment, by its key. */
export function readPrintedText(drawn: Element, key: string): string {
  const texts = drawn.querySelectorAll(`[data-printed="${key}"] .prose`)
  return [...texts].map((text) => `<div class="prose">${readText(text)}</div>`).join('')
}

/** Model, size, time and cost. The location of the file is useless on paper. */
export function readPrintedFacts(drawn: Element): string {
  const facts = drawn.querySelectorAll('.answer-facts > [role="group"] > span:not(:has([data-testid="upload-state"]))')
  return [...facts]
    .map((fact) => {
      const copy = fact.cloneNode(true) as Element
      for (const unseen of copy.querySelectorAll('.sr-only')) unseen.remove()
      return (copy.textContent ?? '').replace(/\s+/g, ' ').trim()
    })
    .filter((fact) => fact !== '')
    .join(' · ')
}

/** Like `readHtml`, but for a reader who can't click: formulas are rendered, boxes ticked, and collapsed parts open. */
function readText(text: Element): string {
  const copy = text.cloneNode(true) as Element
  const formulas = [...copy.querySelectorAll('.formula')].map((formula) => {
    // KaTeX's HTML needs styles and fonts that stay in the page; every browser renders MathML.
    const math = formula.querySelector('math')
    const source = formula.querySelector('.formula-source')?.textContent ?? ''
    formula.replaceChildren()
    return math ? { math } : { source }
  })
  for (const box of copy.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')) {
    box.replaceWith(box.checked ? '☑' : '☐')
  }
  // Loaded from the web at the user's request and only cached until Easel quits: the description replaces it.
  for (const image of copy.querySelectorAll('img')) {
    const alt = document.createElement('em')
    alt.textContent = image.alt
    image.replaceWith(alt)
  }
  for (const formula of copy.querySelectorAll('.formula')) formula.replaceWith(document.createElement('math'))
  const read = document.createElement('div')
  // With only a few attributes, nothing in it can run; its elements are never in the page.
  read.innerHTML = readHtml(copy)
  const places = [...read.querySelectorAll('math')]
  formulas.forEach(({ math, source }, index) => {
    math?.querySelector('annotation')?.remove()
    places[index]?.replaceWith(math ?? source ?? '')
  })
  for (const folded of read.querySelectorAll('details')) folded.open = true
  for (const item of read.querySelectorAll('li')) if (/^[☑☐]/.test(item.textContent ?? '')) item.className = 'task'
  return read.innerHTML
}
