/**
 * A double click, or a key that is held, may begin at one control and go on at another one that has come to its place: Pause
 * turns into Resume, and a question opens with its paid button in focus. The rest of the press was meant for the first. So it
 * counts only for a control with the same words, such as the next "Next version".
 */

const CONTROL = 'button, a, summary, label, [role="button"], [role="option"], [role="menuitem"]'

/** Returns how to stop. */
export function ignoreStrayPresses(document: Document): () => void {
  const controller = new AbortController()
  const options = { signal: controller.signal, capture: true }
  let clicked = ''
  let keyedAt: EventTarget | null = null

  const press = (event: MouseEvent): void => {
    if (event.detail <= 1 && event.type === 'mousedown') clicked = describe(event.target)
    else if (event.detail > 1 && describe(event.target) !== clicked) refuse(event)
  }
  for (const type of ['mousedown', 'click', 'dblclick'] as const) document.addEventListener(type, press, options)
  document.addEventListener(
    'keydown',
    (event) => {
      if (!event.repeat) keyedAt = event.target
      else if (isPressKey(event) && event.target !== keyedAt && findControl(event.target)) refuse(event)
    },
    options,
  )
  return () => controller.abort()
}

function isPressKey({ key }: KeyboardEvent): boolean {
  return key === 'Enter' || key === ' '
}

function refuse(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}

function findControl(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(CONTROL) : null
}

/** What a control is called; empty for everything else. */
function describe(target: EventTarget | null): string {
  const control = findControl(target)
  return control ? (control.ariaLabel ?? control.textContent) : ''
}
