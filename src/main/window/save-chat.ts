import type { WebContents } from 'electron'
import type { ChatExport, ChatExported } from '@shared/chat-export'
import { FailureError } from '@shared/failure'
import { makeSafeName } from '@shared/hand-off/file-name'
import { storageFailureCode } from '../files/storage-failure'
import type { HandOff } from '../hand-off/hand-off'
import { chooseFile } from './choose-place'

interface SaveParts {
  readonly handOff: HandOff
  /** Whether copies contain their prompt and settings. */
  readonly keepsRecipes: () => boolean
}

/**
 * Asks where to save, then exports the chat there: as a zip if it has images, unless the user chooses another
 * extension. Closing the window stops it. Null if the user cancels.
 */
export async function saveChat(
  chat: ChatExport,
  { handOff, keepsRecipes }: SaveParts,
  contents: WebContents,
): Promise<ChatExported | null> {
  const path = await chooseFile(makeSafeName(chat.title), chat.images.length > 0 ? ['zip', 'md'] : ['md'], contents)
  if (path === undefined || contents.isDestroyed()) return null
  const stop = (): void => handOff.stop(chat.id)
  contents.once('destroyed', stop)
  try {
    return await handOff.runChat(chat, path, keepsRecipes)
  } catch (error) {
    const code = storageFailureCode(error) ?? 'disk-failed'
    throw new FailureError({ code, charge: 'none', at: Date.now() }, { cause: error })
  } finally {
    if (!contents.isDestroyed()) contents.off('destroyed', stop)
  }
}
