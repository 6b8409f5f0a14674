/**
 * A double click or a held key may start on one control and continue on another that replaced it: Pause turns into
 * Resume, or a question opens with its paid button focused. The rest of the press was meant for the first control, so
 * it only counts if the second has the same label, such as the next "Next version".
 */

const CONTROL = 'button, a, summary, label, [role="button"], [role="option"], [role="menuitem"]'

/** Returns a function that stops it. */
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

/** Returns a control's label; empty for everything else. */
function describe(target: EventTarget | null): string {
  const control = findControl(target)
  return control ? (control.ariaLabel ?? control.textContent) : ''
}
