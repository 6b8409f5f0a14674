/** Brings a crashed page back. Runs live in main, so nothing is lost with it. */
import { app, dialog, type BrowserWindow } from 'electron'
import type { Words } from '../menu/words'

/** A page that crashes oftener than this is not helped by another reload. */
const MAX_RELOADS_PER_MINUTE = 3

export function recoverPage(
  window: BrowserWindow,
  words: Promise<Words>,
  report: (what: string, error: unknown) => void,
): void {
  let reloads: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    report('the page has gone', new Error(`${reason} (${exitCode})`))
    const now = Date.now()
    reloads = reloads.filter((at) => now - at < 60_000)
    if (reloads.length < MAX_RELOADS_PER_MINUTE) {
      reloads.push(now)
      window.webContents.reload()
    } else void askAndReload(window, words)
  })
}

async function askAndReload(window: BrowserWindow, words: Promise<Words>): Promise<void> {
  const say = await words
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: say('crashed.title'),
    message: say('crashed.message'),
    detail: say('crashed.detail'),
    buttons: [say('crashed.reload'), say('crashed.quit')],
    defaultId: 0,
  })
  if (response === 0) window.webContents.reload()
  else app.quit()
}
