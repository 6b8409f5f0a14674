/** The system's dialogs and programs, which no test can see: what they were asked, and the answer that a person would give. */
import type { EaselApp } from './app'

/** From now on every question where to save something is answered with this path, or called off. */
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

/** The name that the last such dialog suggested. */
export function suggestedName(app: EaselApp): Promise<string | undefined> {
  return app.electron.evaluate(() => Reflect.get(globalThis, 'easelSuggested') as string | undefined)
}

/** Keeps the system's file manager shut. Returns the folders that it was asked to open. */
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
