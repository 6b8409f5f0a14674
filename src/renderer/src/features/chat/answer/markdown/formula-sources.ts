/** A selection of drawn formulas, as what was written. */

export function coversFormula(root: Element, range: Range): boolean {
  return [...root.querySelectorAll('.formula')].some((formula) => range.intersectsNode(formula))
}

/** What `read` finds in the page while every formula is its source. Nothing of it is ever painted. */
export function readWithSources(read: () => string): string {
  const { dataset } = document.documentElement
  dataset['formulas'] = 'source'
  try {
    return read()
  } finally {
    delete dataset['formulas']
  }
}
