/** What a document gets when an answer is pasted: the structure of the text, without buttons, classes and colors. */

const KEPT = new Set(['href', 'colspan', 'rowspan', 'start', 'align'])

/** Without reasoning. Undefined where the answer is not on screen as formatted text. */
export function readAnswerHtml(messageId: string): string | undefined {
  const texts = document.querySelectorAll(`[data-message-id="${messageId}"] [data-answer-text] .prose`)
  return texts.length === 0 ? undefined : [...texts].map(readHtml).join('')
}

/** What is inside an element. */
export function readHtml(shown: Element): string {
  const copy = shown.cloneNode(true) as Element
  // A document gets the source of a formula.
  for (const drawn of copy.querySelectorAll('.formula-drawn')) drawn.remove()
  for (const element of copy.querySelectorAll('button, svg, .prose-code-head, .sr-only')) element.remove()
  // Drawn by a style here, and kept as the attribute that documents and spreadsheets know.
  for (const cell of copy.querySelectorAll<HTMLElement>('th, td')) {
    if (cell.style.textAlign !== '') cell.setAttribute('align', cell.style.textAlign)
  }
  for (const element of copy.querySelectorAll('*')) {
    for (const name of element.getAttributeNames()) if (!KEPT.has(name)) element.removeAttribute(name)
  }
  return copy.innerHTML
}
