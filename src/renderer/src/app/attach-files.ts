/** Takes files into Easel and attaches them to the message that is being written, and says what had to be changed. */
import { i18n } from '@/i18n'
import type { StoreApi } from 'zustand/vanilla'
import { getFileRule } from '@shared/catalogue/inputs'
import { MAX_PIXELS } from '@shared/image-file/inspect-image'
import { UnsoundImage } from '@shared/image-file/unsound-image'
import type { ImportProblem } from '@shared/image-import'
import { createId, type AttachmentId, type MessageId } from '@shared/ids'
import type { InputImage } from '@shared/request'
import type { SettingsView } from '@shared/settings'
import type { Client } from '@/bridge/client'
import { importImage, ImportRefused } from '@/bridge/import-image'
import { MOST_ATTACHED, toInput } from '@/features/chat/attached'
import type { ChatStore } from '@/features/chat/store'
import { composer } from '@/features/composer/store'
import { LARGEST_FILE, prepareImage, type PreparedImage } from '@/images/prepare/prepare-image'
import { cleanFileName } from '@/lib/clean-file-name'
import { formatBytes, formatNumber } from '@/lib/format-number'
import { notify } from '@/ui/notices'
import { attachTo, findChosenModel } from './attach-images'
import { attachText, explainText, isForReading } from './attach-text'
import '@/i18n/later'

export interface Attaching {
  readonly store: ChatStore
  readonly settings: StoreApi<{ readonly view: SettingsView | undefined }>
  readonly client: Client
}

/** Resolves when all of them are attached, or it was said why not. They belong to the chat that is open now. */
export async function attachFiles(files: readonly File[], parts: Attaching): Promise<void> {
  if (files.length === 0) return
  const { store, settings } = parts
  const to = store.getState().openChatId
  const key = to ?? 'new'
  const taken = files.slice(0, MOST_ATTACHED)
  if (taken.length < files.length) notify({ text: i18n.t('attach.tooMany', { count: MOST_ATTACHED }) })
  composer.noteAdding(key, taken.length)
  for (const file of taken) {
    try {
      if (isForReading(file, findChosenModel(store, settings))) await attachText(file, store, to)
      else attachTo(store, settings, to, [await takeIn(file, parts)])
    } catch (error) {
      notify({ text: explain(file, error) })
    } finally {
      composer.noteAdding(key, -1)
    }
  }
  composer.focus()
}

async function takeIn(file: File, { store, settings, client }: Attaching): Promise<InputImage> {
  if (file.size > LARGEST_FILE) throw new ImportRefused('too-large')
  const keepsMetadata = settings.getState().view?.settings.keepMetadata === true
  const prepared = await prepareImage(file, getFileRule(findChosenModel(store, settings)), keepsMetadata)
  const image = await importImage(client, prepared.file)
  tellChanges(file, prepared)
  const data = await store.data().catch(() => undefined)
  // A file that is known already keeps its attachment: then it's also known what it was made from.
  const known = await data?.attachments.findByHash(image.hash).catch(() => undefined)
  return toInput({ ...image, attachmentId: known ?? (`${createId<MessageId>()}:0` as AttachmentId) })
}

function tellChanges(original: File, { file, convertedFrom, isStill, shrunk }: PreparedImage): void {
  const { t, language } = i18n
  const name = cleanFileName(original.name)
  const size = ({ width, height }: { readonly width: number; readonly height: number }): string =>
    [width, height].map((edge) => formatNumber(edge, language, { useGrouping: false })).join(' × ')
  if (convertedFrom !== undefined) {
    const format = file.type.replace('image/', '').toUpperCase()
    notify({ text: t(convertedFrom === 'gif' ? 'attach.firstFrame' : 'attach.converted', { name, format }) })
  }
  if (isStill) notify({ text: t('attach.still', { name }) })
  if (!shrunk) return
  notify({
    text: t('attach.shrunk', {
      name,
      from: size(shrunk.from),
      to: size(shrunk.to),
      before: formatBytes(original.size, language),
      after: formatBytes(file.size, language),
    }),
  })
}

const REASONS = {
  'not-an-image': 'not-an-image',
  empty: 'not-an-image',
  truncated: 'damaged',
  malformed: 'damaged',
  'too-large': 'too-large',
  'too-many-pixels': 'too-many-pixels',
  unsafe: 'unsafe',
  'disk-full': 'disk-full',
  'disk-failed': 'failed',
  'cut-off': 'failed',
  forbidden: 'failed',
  'internal-error': 'failed',
} as const satisfies Record<ImportProblem, string>

function explain(file: File, error: unknown): string {
  const unreadable = explainText(file, error)
  if (unreadable !== undefined) return unreadable
  const { t, language } = i18n
  const reason =
    error instanceof ImportRefused ? error.problem : error instanceof UnsoundImage ? error.reason : undefined
  const name = cleanFileName(file.name)
  // Chromium hands a folder over as a file that can't be read.
  if (error instanceof DOMException && /^Not(?:Found|Readable)Error$/.test(error.name)) {
    return t('attach.refused.unreadable', { name })
  }
  return t(`attach.refused.${reason ? REASONS[reason] : 'failed'}`, {
    name,
    size: formatBytes(LARGEST_FILE, language),
    megapixels: formatNumber(MAX_PIXELS / 1e6, language),
  })
}
