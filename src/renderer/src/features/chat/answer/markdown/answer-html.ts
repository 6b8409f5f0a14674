/** The HTML for pasting an answer into a document: the structure of the text, without buttons, classes and colors. */

const KEPT = new Set(['href', 'colspan', 'rowspan', 'start', 'align'])

/** Without reasoning. Undefined if the answer isn't on screen as formatted text. */
export function readAnswerHtml(messageId: string): string | undefined {
  const texts = document.querySelectorAll(`[data-message-id="${messageId}"] [data-answer-text] .prose`)
  return texts.length === 0 ? undefined : [...texts].map(readHtml).join('')
}

/** The clean HTML inside an element. */
export function readHtml(shown: Element): string {
  const copy = shown.cloneNode(true) as Element
  // A document gets the source of a formula.
  for (const drawn of copy.querySelectorAll('.formula-drawn')) drawn.remove()
  for (const element of copy.querySelectorAll('button, svg, .prose-code-head, .sr-only')) element.remove()
  // Aligned by a style here; documents and spreadsheets know the attribute.
  for (const cell of copy.querySelectorAll<HTMLElement>('th, td')) {
    if (cell.style.textAlign !== '') cell.setAttribute('align', cell.style.textAlign)
  }
  for (const element of copy.querySelectorAll('*')) {
    for (const name of element.getAttributeNames()) if (!KEPT.has(name)) element.removeAttribute(name)
  }
  return copy.innerHTML
}
