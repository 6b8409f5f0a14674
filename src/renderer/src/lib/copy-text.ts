/** Copies text to the clipboard. If the page may not write there, falls back to copying a selection. */
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
  // Nothing outside an open modal dialog can take focus.
  const host = document.querySelector('dialog[open]') ?? document.body
  host.append(box)
  box.select()
  document.execCommand('copy')
  box.remove()
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
}

/** Copies plain text and HTML, so headings, lists and tables survive in documents and mail. */
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
