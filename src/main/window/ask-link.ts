import { BrowserWindow, dialog } from 'electron'
import { createWords } from '../menu/words'

/** Asks before opening an unencrypted address. Escape and closing the dialog mean no. */
export async function askLink(url: string): Promise<boolean> {
  const say = createWords()
  const question = {
    type: 'question',
    message: say('link.title'),
    detail: say('link.detail', { url }),
    buttons: [say('link.open'), say('link.cancel')],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  } as const
  const window = BrowserWindow.getFocusedWindow()
  const { response } = await (window
    ? dialog.showMessageBox(window, { ...question, buttons: [...question.buttons] })
    : dialog.showMessageBox({ ...question, buttons: [...question.buttons] }))
  return response === 0
}
