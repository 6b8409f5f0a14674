/** Signals work to the system: prevents sleep, shows progress, and notifies and sets a badge at the end. */
import { app, BrowserWindow, nativeImage, Notification, powerMonitor, powerSaveBlocker } from 'electron'
import { listImages } from '@shared/answer'
import type { BatchNews } from '@shared/batch/batch'
import type { Run } from '@shared/run'
import type { Words } from '../menu/words'
import { listPageWindows } from './page-windows'

/** Keeps the computer awake while answers are made. Closing the lid still lets it sleep. */
export class StayAwake {
  #blocker: number | undefined

  show(count: number): void {
    if (count > 0) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (this.#blocker !== undefined) {
      powerSaveBlocker.stop(this.#blocker)
      this.#blocker = undefined
    }
  }
}

/** Shows indeterminate progress on the dock or taskbar, since an answer's duration is unknown. */
export function showProgress(count: number): void {
  for (const window of listPageWindows()) {
    if (count > 0) window.setProgressBar(2, { mode: 'indeterminate' })
    else window.setProgressBar(-1)
  }
}

export function onWake(wake: () => void): void {
  powerMonitor.on('resume', wake)
}

/** Referenced until they're clicked: an unreferenced notification is garbage collected, and its click is lost. */
const shown = new Set<Notification>()

/** Notifies a user who is elsewhere that an answer has arrived or failed. Does nothing if the system forbids it. */
export function notifyOfEnd(words: Words, run: Run, open: () => void): void {
  const body = describeEnd(words, run)
  if (body !== undefined) notify(words, run.place.chatTitle, body, open)
}

/** The same for a whole batch. */
export function notifyOfBatch(words: Words, { title, kind, counts }: BatchNews, open: () => void): void {
  const body = [
    words(`batch.${kind}`, { done: counts.done, total: counts.total }),
    ...(counts.failed > 0 ? [words('batch.failed', { count: counts.failed })] : []),
  ].join(' ')
  notify(words, title, body, open)
}

function notify(words: Words, title: string, body: string, open: () => void): void {
  if (BrowserWindow.getFocusedWindow()) return
  unseen += 1
  showBadge(words)
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body })
  shown.add(notification)
  const forget = (): void => void shown.delete(notification)
  notification.once('click', () => {
    forget()
    open()
  })
  notification.once('close', forget)
  notification.once('failed', forget)
  notification.show()
}

/** How many ends were announced since Easel was last in front. */
let unseen = 0

/** Clears the badge when Easel comes to the front. */
export function clearBadge(words: Words): void {
  if (unseen === 0) return
  unseen = 0
  showBadge(words)
}

/** Shows a number on the dock, or a dot on Windows' taskbar, which shows no numbers. */
function showBadge(words: Words): void {
  if (process.platform !== 'win32') return void app.setBadgeCount(unseen)
  const dot = unseen === 0 ? null : createDot()
  for (const window of listPageWindows()) window.setOverlayIcon(dot, words('ended.unseen', { count: unseen }))
}

/** In pixels. Windows scales it for its taskbar. */
const DOT = 32
/** The accent of the light theme, as blue, green, red, opaque. */
const DOT_COLOR = [0xe0, 0x5c, 0x24, 0xff] as const

function createDot(): Electron.NativeImage {
  const pixels = Buffer.alloc(DOT * DOT * 4)
  const middle = (DOT - 1) / 2
  for (let at = 0; at < DOT * DOT; at += 1) {
    const isInside = Math.hypot((at % DOT) - middle, Math.floor(at / DOT) - middle) <= DOT / 2
    if (isInside) pixels.set(DOT_COLOR, 4 * at)
  }
  return nativeImage.createFromBitmap(pixels, { width: DOT, height: DOT })
}

function describeEnd(words: Words, { state, request }: Run): string | undefined {
  if (state.status === 'done') {
    return request.kind === 'text'
      ? words('ended.answer')
      : words('finished.images', { count: Math.max(1, listImages(state.parts).length) })
  }
  // A run that will be retried isn't over.
  return state.status === 'failed' && !state.failure.again ? words('ended.failed') : undefined
}
