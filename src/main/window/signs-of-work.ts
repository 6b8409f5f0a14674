/** What the system shows and does while answers are made: no sleep, a progress bar, and a word at the end. */
import { BrowserWindow, Notification, powerMonitor, powerSaveBlocker } from 'electron'
import { listImages } from '@shared/answer'
import type { BatchNews } from '@shared/batch/batch'
import type { Run } from '@shared/run'
import type { Words } from '../menu/words'
import { listPageWindows } from './page-windows'

/** Keeps the computer from falling asleep by itself while answers are made. A lid that is closed still wins. */
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

/** On the dock or the taskbar. How long an answer takes is unknown, so it only says that something is going on. */
export function showProgress(count: number): void {
  for (const window of listPageWindows()) {
    if (count > 0) window.setProgressBar(2, { mode: 'indeterminate' })
    else window.setProgressBar(-1)
  }
}

export function onWake(wake: () => void): void {
  powerMonitor.on('resume', wake)
}

/** Referenced until they are clicked: an unreferenced notification is garbage collected, and its click is lost. */
const shown = new Set<Notification>()

/** Says that an answer has come, or failed, to somebody who is elsewhere. Where the system forbids it, nothing happens. */
export function notifyOfEnd(words: Words, run: Run, open: () => void): void {
  const body = describeEnd(words, run)
  if (body !== undefined) notify(run.place.chatTitle, body, open)
}

/** The same of a batch as a whole. */
export function notifyOfBatch(words: Words, { title, kind, counts }: BatchNews, open: () => void): void {
  const body = [
    words(`batch.${kind}`, { done: counts.done, total: counts.total }),
    ...(counts.failed > 0 ? [words('batch.failed', { count: counts.failed })] : []),
  ].join(' ')
  notify(title, body, open)
}

function notify(title: string, body: string, open: () => void): void {
  if (BrowserWindow.getFocusedWindow() || !Notification.isSupported()) return
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

function describeEnd(words: Words, { state, request }: Run): string | undefined {
  if (state.status === 'done') {
    return request.kind === 'text'
      ? words('ended.answer')
      : words('finished.images', { count: Math.max(1, listImages(state.parts).length) })
  }
  // One that is retried is not over.
  return state.status === 'failed' && !state.failure.again ? words('ended.failed') : undefined
}
