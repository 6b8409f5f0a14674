/** The parts of quitting that need Electron: its events, the question, and the final notification. */
import { app, BrowserWindow, dialog, Notification, powerMonitor, type WebContents } from 'electron'
import type { Words } from '../menu/words'
import type { Outcome, PaidWork } from '../quit/paid-work'
import type { Farewells } from '../quit/farewells'
import type { QuitAnswer, QuitGuard } from '../quit/quit-guard'
import { listPageWindows } from './page-windows'

/** An unresponsive notification service must not keep the app from quitting. */
const ANNOUNCE_MS = 2_000
const ANSWERS = ['keep-working', 'finish', 'quit-now'] as const satisfies readonly QuitAnswer[]

/** Lets the app quit once the user has agreed and every page has saved its state. */
export function guardQuitting(guard: QuitGuard, farewells: Farewells<WebContents>): void {
  app.on('before-quit', (event) => {
    if (!guard.mayQuit()) {
      farewells.takeBack()
      return event.preventDefault()
    }
    const open = listPageWindows().flatMap(({ webContents }) => (farewells.isSaid(webContents) ? [] : [webContents]))
    if (open.length === 0) return
    event.preventDefault()
    void Promise.all(open.map((contents) => farewells.say(contents))).then(() => app.quit())
  })
  // Windows ends the process without 'before-quit'. On macOS, a delayed quit would cancel the shutdown.
  powerMonitor.on('shutdown', () => {
    if (process.platform === 'darwin') farewells.turnOff()
    guard.leave()
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => guard.leave())
}

/** Makes closing the last window quit the app, except on macOS, where the app keeps running. */
export function guardClosing(window: BrowserWindow, guard: QuitGuard, farewells: Farewells<WebContents>): void {
  const { webContents } = window
  window.on('close', (event) => {
    const isQuitting = process.platform !== 'darwin' && listPageWindows().length === 1
    if (isQuitting && !guard.mayClose()) {
      farewells.takeBack()
      return event.preventDefault()
    }
    if (farewells.isSaid(webContents)) return
    event.preventDefault()
    void farewells.say(webContents).then(() => {
      if (!window.isDestroyed()) window.close()
    })
  })
}

export function closeWindows(): void {
  for (const window of BrowserWindow.getAllWindows()) window.close()
}

/** `waiting`: how many images of batches haven't been started. */
export async function askBeforeQuitting(
  words: Words,
  locale: string,
  work: PaidWork,
  waiting: number,
): Promise<QuitAnswer> {
  const parent = listPageWindows().find((window) => window.isVisible())
  if (parent?.isMinimized()) parent.restore()
  const question: Electron.MessageBoxOptions = {
    type: 'question',
    title: 'Easel',
    message: describeWork(words, locale, work),
    detail: [
      words('quit.finishHint'),
      words(work.images + work.answers > 0 ? 'quit.paidHint' : 'quit.retryHint'),
      ...(waiting > 0 ? [words('quit.batchHint', { count: waiting })] : []),
    ].join('\n'),
    buttons: ANSWERS.map((answer) => words(`quit.${answer}`)),
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
  const { response } = await (parent ? dialog.showMessageBox(parent, question) : dialog.showMessageBox(question))
  return ANSWERS[response] ?? 'keep-working'
}

function describeWork(words: Words, locale: string, { images, answers, retries }: PaidWork): string {
  const making = [
    ...(images > 0 ? [words('quit.images', { count: images })] : []),
    ...(answers > 0 ? [words('quit.answers', { count: answers })] : []),
  ]
  if (making.length === 0) return words('quit.waiting', { count: retries })
  return words('quit.making', { what: new Intl.ListFormat(locale).format(making) })
}

/** Shows "2 images are ready." Does nothing if there's nothing to report or the system shows no notifications. */
export async function announceEnd(words: Words, { images, answers, failed }: Outcome): Promise<void> {
  const body = [
    ...(images > 0 ? [words('finished.images', { count: images })] : []),
    ...(answers > 0 ? [words('finished.answers', { count: answers })] : []),
    ...(failed > 0 ? [words('finished.failed', { count: failed })] : []),
  ].join(' ')
  if (body === '' || !Notification.isSupported()) return
  const notification = new Notification({ title: words('finished.title'), body })
  await new Promise<void>((resolve) => {
    notification.once('show', () => resolve())
    notification.once('failed', () => resolve())
    setTimeout(resolve, ANNOUNCE_MS)
    notification.show()
  })
}
