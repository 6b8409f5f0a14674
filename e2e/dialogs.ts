/** System dialogs and programs, which tests can't reach: records what they were asked, and answers as a user would. */
import type { EaselApp } from './app'

/** From now on, answers every save dialog with this path, or cancels it. */
export async function answerSaveDialog(app: EaselApp, filePath: string | undefined): Promise<void> {
  await app.electron.evaluate(({ dialog }, path) => {
    Reflect.set(globalThis, 'easelSuggested', undefined)
    dialog.showSaveDialog = ((...args: unknown[]) => {
      Reflect.set(globalThis, 'easelSuggested', (args.at(-1) as { defaultPath: string }).defaultPath)
      return Promise.resolve(
        path === undefined ? { canceled: true, filePath: '' } : { canceled: false, filePath: path },
      )
    }) as typeof dialog.showSaveDialog
  }, filePath)
}

/** From now on, answers every folder dialog with this folder, or cancels it. */
export async function answerFolderDialog(app: EaselApp, folder: string | undefined): Promise<void> {
  await app.electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = (() =>
      Promise.resolve({
        canceled: path === undefined,
        filePaths: path === undefined ? [] : [path],
      })) as typeof dialog.showOpenDialog
  }, folder)
}

/** The name that the last such dialog suggested. */
export function suggestedName(app: EaselApp): Promise<string | undefined> {
  return app.electron.evaluate(() => Reflect.get(globalThis, 'easelSuggested') as string | undefined)
}

/** Prevents the system's file manager from opening. Returns a function that lists the folders it was asked to open. */
export async function watchOpenedFolders(app: EaselApp): Promise<() => Promise<string[]>> {
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Reflect.set(globalThis, 'easelOpened', opened)
    shell.openPath = (path) => {
      opened.push(path)
      return Promise.resolve('')
    }
  })
  return () => app.electron.evaluate(() => Reflect.get(globalThis, 'easelOpened') as string[])
}

export interface Question {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
}

/** From now on, answers the quit question with this button, or leaves it open. */
export async function answerQuitQuestion(app: EaselApp, button: string | undefined): Promise<void> {
  await app.electron.evaluate(({ dialog }, wanted) => {
    Reflect.set(globalThis, 'easelAsked', [])
    dialog.showMessageBox = ((...args: unknown[]) => {
      const question = args.at(-1) as { buttons: string[] }
      ;(Reflect.get(globalThis, 'easelAsked') as unknown[]).push(question)
      if (wanted === undefined) return new Promise(() => {})
      return Promise.resolve({ response: question.buttons.indexOf(wanted), checkboxChecked: false })
    }) as typeof dialog.showMessageBox
  }, button)
}

/** Returns the questions shown since `answerQuitQuestion`. */
export function askedQuestions(app: EaselApp): Promise<readonly Question[]> {
  return app.electron.evaluate(() => Reflect.get(globalThis, 'easelAsked') as Question[])
}

/** Prints system notifications instead of showing them, so that they outlive the app. */
export async function printNotifications(app: EaselApp): Promise<void> {
  await app.electron.evaluate(({ Notification }) => {
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      console.log(`NOTIFICATION ${this.title} | ${this.body}`)
      Reflect.set(globalThis, 'easelNotification', this)
      this.emit('show')
    }
  })
}

/** Clicks the last notification. */
export async function clickNotification(app: EaselApp): Promise<void> {
  await app.electron.evaluate(() => {
    ;(Reflect.get(globalThis, 'easelNotification') as Electron.Notification).emit('click')
  })
}
