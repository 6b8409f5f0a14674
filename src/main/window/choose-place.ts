import { BrowserWindow, dialog, type WebContents } from 'electron'
import { makeSafeName } from '@shared/hand-off/file-name'
import type { HandOffOrder } from '@shared/hand-off/order'
import { assertNever } from '@shared/assert-never'
import { askWhereToSave } from './ask-where-to-save'

/** Names in the system's dialog. */
const NAMES = { zip: 'ZIP', pdf: 'PDF', png: 'PNG', md: 'Markdown' } as const
type Extension = keyof typeof NAMES

/** Asks for a folder or a file to save to. The system asks before replacing a file. Undefined if the user cancels. */
export async function choosePlace(order: HandOffOrder, contents: WebContents): Promise<string | undefined> {
  const { kind } = order.form
  switch (kind) {
    case 'folder':
      return chooseFolder(contents)
    case 'zip':
    case 'pdf':
    case 'png':
      return chooseFile(makeSafeName(order.suggestedName), [kind], contents)
    default:
      return assertNever(kind)
  }
}

async function chooseFolder(contents: WebContents): Promise<string | undefined> {
  const window = BrowserWindow.fromWebContents(contents)
  const options: Electron.OpenDialogOptions = { properties: ['openDirectory', 'createDirectory'] }
  const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return filePaths[0]
}

/** `extensions`: the possible formats, the suggested one first. */
export async function chooseFile(
  name: string,
  extensions: readonly [Extension, ...Extension[]],
  contents: WebContents,
): Promise<string | undefined> {
  const [extension] = extensions
  const filters = extensions.map((each) => ({ name: NAMES[each], extensions: [each] }))
  return askWhereToSave({ defaultPath: `${name}.${extension}`, filters }, extension, contents)
}
