/** Remembers what is at the top edge of the view, and scrolls back to it after the width of everything changed. */

export interface Edge {
  /** The smallest part of a message that the edge cuts through, or else the first one below the edge. */
  readonly element: Element
  /** How much of it is above the edge, from 0 to 1. */
  readonly share: number
  /** How far below the edge it starts, in pixels; 0 if the edge cuts through it. */
  readonly below: number
}

/** `undefined` if nothing is in view. */
export function findEdge(view: Element, list: Element): Edge | undefined {
  const { top } = view.getBoundingClientRect()
  let found: Edge | undefined
  for (let parent: Element | undefined = list; parent;) {
    const element: Element | undefined = [...parent.children].find((child) => isShown(child, top))
    // A gap is about to be filled.
    if (!element || element.hasAttribute('data-gap')) break
    const box = element.getBoundingClientRect()
    found = { element, share: Math.max(0, top - box.top) / box.height, below: Math.max(0, box.top - top) }
    parent = box.top < top ? element : undefined
  }
  return found
}

/** How far it has moved down since, in pixels. */
export function measureDrift(view: Element, { element, share, below }: Edge): number {
  const box = element.getBoundingClientRect()
  return box.top + share * box.height - below - view.getBoundingClientRect().top
}

function isShown(element: Element, top: number): boolean {
  const { bottom, height } = element.getBoundingClientRect()
  return height > 0 && bottom > top
}
