/** The page of the small window for a question from anywhere: Enter asks, Escape hides. It knows nothing of chats. */
import type { Bridge } from '@shared/contract'
import { isBlank } from '@shared/is-blank'

const bridge = (window as unknown as { readonly easel: Bridge }).easel
const box = document.querySelector<HTMLTextAreaElement>('#question')

/** What was typed stays when the window hides, and is gone once it was asked. */
box?.addEventListener('keydown', (event) => {
  // An input method is still composing.
  if (event.isComposing) return
  if (event.key === 'Escape') {
    event.preventDefault()
    void bridge.request('quickAsk.hide', undefined)
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault()
    const text = box.value
    if (isBlank(text)) return
    void bridge.request('quickAsk.submit', { text }).then(({ ok }) => {
      if (ok && box.value === text) box.value = ''
    })
  }
})

window.addEventListener('focus', () => {
  box?.focus()
  box?.select()
})
box?.focus()
