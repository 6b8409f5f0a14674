/** Reads a selection of rendered formulas as their source. */

export function coversFormula(root: Element, range: Range): boolean {
  return [...root.querySelectorAll('.formula')].some((formula) => range.intersectsNode(formula))
}

/** Returns what `read` finds in the page while every formula is replaced by its source. This state is never painted. */
export function readWithSources(read: () => string): string {
  const { dataset } = document.documentElement
  dataset['formulas'] = 'source'
  try {
    return read()
  } finally {
    delete dataset['formulas']
  }
}
