/** The message box shown before the app loads. Its text moves to the app's own box, so no keystroke is lost. */

export interface EarlyText {
  readonly text: string
  /** Enter was pressed after typing it. */
  readonly isSent: boolean
}

let box: HTMLTextAreaElement | null = null
let isSent = false

const findBox = (): HTMLTextAreaElement | null => document.querySelector<HTMLTextAreaElement>('#early-box')

/** Whether the app hasn't replaced it yet. */
export const isEarlyBoxThere = (): boolean => findBox() !== null

/** Listens for Enter, the only key that does more than type. */
export function openEarlyBox(): void {
  box = findBox()
  box?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    isSent = true
  })
  box?.addEventListener('input', () => (isSent = false))
}

/**
 * Returns the typed text, once. Call it in the commit that replaces this box with the app's: the page handles no key
 * before that, so no keystroke falls between the two.
 */
export function takeEarlyText(): EarlyText | undefined {
  const text = box?.value ?? ''
  box = null
  return text === '' ? undefined : { text, isSent }
}
