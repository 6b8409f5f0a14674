/** The message box that is there before the app: what is typed into it moves to the app's own, so that no key is lost. */

export interface EarlyText {
  readonly text: string
  /** Enter was pressed behind it. */
  readonly isSent: boolean
}

let box: HTMLTextAreaElement | null = null
let isSent = false

const findBox = (): HTMLTextAreaElement | null => document.querySelector<HTMLTextAreaElement>('#early-box')

/** The app hasn't taken its place yet. */
export const isEarlyBoxThere = (): boolean => findBox() !== null

/** Listens for the one key that does more than write. */
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
 * What was typed, once: to be called in the commit that puts the app's box in its place. Until then the page handles no key,
 * so there's nothing between the two.
 */
export function takeEarlyText(): EarlyText | undefined {
  const text = box?.value ?? ''
  box = null
  return text === '' ? undefined : { text, isSent }
}
