import type { WebContents } from 'electron'
import type { ChatExport, ChatExported } from '@shared/chat-export'
import { FailureError } from '@shared/failure'
import { makeSafeName } from '@shared/hand-off/file-name'
import { storageFailureCode } from '../files/storage-failure'
import { writeChatFile, type ChatFileParts } from '../hand-off/chat-file'
import { chooseFile } from './choose-place'

/** Asks for a place, then exports the chat there: as a zip where it has images, unless the user names it otherwise. Null if they cancel. */
export async function saveChat(
  chat: ChatExport,
  parts: ChatFileParts,
  contents: WebContents,
): Promise<ChatExported | null> {
  const path = await chooseFile(makeSafeName(chat.title), chat.images.length > 0 ? ['zip', 'md'] : ['md'], contents)
  if (path === undefined) return null
  try {
    return await writeChatFile(chat, path, parts)
  } catch (error) {
    const code = storageFailureCode(error) ?? 'disk-failed'
    throw new FailureError({ code, charge: 'none', at: Date.now() }, { cause: error })
  }
}
