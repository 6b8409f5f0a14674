/** Copies text to the clipboard. Where the page may not write there, it uses the older way through a selection. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    copyBySelection(text)
  }
}

function copyBySelection(text: string): void {
  const before = document.activeElement
  const box = document.createElement('textarea')
  box.value = text
  box.style.position = 'fixed'
  box.style.opacity = '0'
  // Nothing outside of an open modal dialog can take the focus.
  const host = document.querySelector('dialog[open]') ?? document.body
  host.append(box)
  box.select()
  document.execCommand('copy')
  box.remove()
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
}

/** Puts text on the clipboard as plain text and as HTML, so that documents and mail get headings, lists and tables. */
export async function copyRich(text: string, html: string): Promise<void> {
  try {
    const parts = {
      'text/plain': new Blob([text], { type: 'text/plain' }),
      'text/html': new Blob([html], { type: 'text/html' }),
    }
    await navigator.clipboard.write([new ClipboardItem(parts)])
  } catch {
    await copyText(text)
  }
}
