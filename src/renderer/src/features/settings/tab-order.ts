/** Finds the fields that Tab reaches, for code that moves it elsewhere than to the next one. */

const TABBABLE = 'a[href], button, input, select, textarea, [tabindex]'

function findTabbables(within: Element): readonly HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(TABBABLE)].filter(
    (element) => element.tabIndex >= 0 && !element.matches(':disabled') && isChosenRadio(element) && isShown(element),
  )
}

/** Whether Tab reaches the element, as only the checked radio button of a group. */
function isChosenRadio(element: HTMLElement): boolean {
  return !(element instanceof HTMLInputElement) || element.type !== 'radio' || element.checked
}

function isShown(element: HTMLElement): boolean {
  return element.checkVisibility({ checkVisibilityCSS: true })
}

/** Focuses the first matching field; returns false if there's none. */
export function focusFirst(within: Element | null | undefined, selector = '*'): boolean {
  const first = within && findTabbables(within).find((element) => element.matches(selector))
  first?.focus()
  return Boolean(first)
}

export function focusLast(within: Element | null): boolean {
  const last = within && findTabbables(within).at(-1)
  last?.focus()
  return Boolean(last)
}

/** Returns whether this is the first or last field in it. */
export function findEdge(
  within: Element | null | undefined,
  target: EventTarget,
): 'first' | 'last' | 'only' | undefined {
  const all = within ? findTabbables(within) : []
  const isFirst = all[0] === target
  if (all.at(-1) === target) return isFirst ? 'only' : 'last'
  return isFirst ? 'first' : undefined
}
