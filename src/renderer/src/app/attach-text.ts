/** Adds the text of text files and PDFs to the current message. */
import { i18n } from '@/i18n'
import type { StoreApi } from 'zustand/vanilla'
import type { Model } from '@shared/catalogue'
import type { ChatId } from '@shared/ids'
import { joinFiles, LONGEST_FILE_TEXT, LONGEST_FILES_TEXT, MOST_FILES, splitFiles } from '@shared/text-files'
import type { ChatState } from '@/features/chat/model'
import { composer } from '@/features/composer/store'
import { cleanFileName } from '@/lib/clean-file-name'
import { formatBytes, formatNumber } from '@/lib/format-number'
import { UnreadableText } from '@/text-files/decode-text'
import { LARGEST_TEXT_FILE, readTextFile } from '@/text-files/read-text-file'
import '@/i18n/later'

type Store = Pick<StoreApi<ChatState>, 'getState'>

class Refused extends Error {
  override readonly name = 'Refused'
}

/** Whether this model receives the text of a file. For a text model, an SVG is text. */
export function isForReading(file: File, model: Model | undefined): boolean {
  const type = file.type || guessType(file.name)
  const isImage = type.startsWith('image/') && type !== 'image/svg+xml'
  return model?.kind === 'text' && !isImage
}

/** Guesses the type from the name, because some programs drag files without a type. */
function guessType(name: string): string {
  return /\.(?:png|jpe?g|webp|avif|gif|bmp)$/i.test(name) ? 'image/any' : ''
}

/** Adds a file after those already attached. `to`: the chat that was open when it was chosen. */
export async function attachText(file: File, store: Store, to: ChatId | null): Promise<void> {
  const { t, language } = i18n
  const name = cleanFileName(file.name)
  if (file.size > LARGEST_TEXT_FILE) {
    throw new Refused(t('textFiles.refused.too-large', { name, size: formatBytes(LARGEST_TEXT_FILE, language) }))
  }
  const read = await readTextFile(file)
  const before = readDraft(store.getState(), to)
  const { words, files } = splitFiles(before)
  if (files.length >= MOST_FILES) throw new Refused(t('textFiles.tooMany', { count: MOST_FILES }))
  const length = [...files, read].reduce((sum, { text }) => sum + text.length, 0)
  if (length > LONGEST_FILES_TEXT) {
    throw new Refused(t('textFiles.tooMuch', { name, characters: formatNumber(LONGEST_FILES_TEXT, language) }))
  }
  const joined = joinFiles(words, [...files, read])
  composer.write(to ?? 'new', joined)
  store.getState().saveDraft(to, joined)
}

/** Returns the text in a chat's message box. */
function readDraft({ newChatDraft, chats }: ChatState, to: ChatId | null): string {
  const draft = to === null ? newChatDraft : chats.find(({ id }) => id === to)?.draft
  return composer.holding(to ?? 'new').text ?? draft ?? ''
}

/** Explains why a text file wasn't attached. Undefined for other failures. */
export function explainText(file: File, error: unknown): string | undefined {
  if (error instanceof Refused) return error.message
  if (!(error instanceof UnreadableText)) return undefined
  const { t, language } = i18n
  const characters = formatNumber(LONGEST_FILE_TEXT, language)
  return t(`textFiles.refused.${error.problem}`, { name: cleanFileName(file.name), characters })
}
