/** Stores files and attaches them to the current message, and reports what had to be changed. */
import { i18n } from '@/i18n'
import type { StoreApi } from 'zustand/vanilla'
import { getFileRule } from '@shared/catalogue/inputs'
import { MAX_PIXELS } from '@shared/image-file/inspect-image'
import { UnsoundImage } from '@shared/image-file/unsound-image'
import type { ImportProblem } from '@shared/image-import'
import { createId, type AttachmentId, type ChatId, type MessageId } from '@shared/ids'
import type { InputImage } from '@shared/request'
import type { SettingsView } from '@shared/settings'
import type { Client } from '@/bridge/client'
import { importImage, ImportRefused } from '@/bridge/import-image'
import { MOST_ATTACHED, toInput } from '@/features/chat/attached'
import type { ChatStore } from '@/features/chat/store'
import { composer } from '@/features/composer/store'
import { noteFound } from '@/images/missing-images'
import { LARGEST_FILE, prepareImage, type PreparedImage } from '@/images/prepare/prepare-image'
import { cleanFileName } from '@/lib/clean-file-name'
import { formatBytes, formatNumber } from '@/lib/format-number'
import { notify } from '@/ui/notices'
import { attachTo, findChosenModel } from './attach-images'
import { attachText, explainText, isForReading } from './attach-text'
import { attachToEdit } from './attach-to-edit'
import '@/i18n/later'

export interface Attaching {
  readonly store: ChatStore
  readonly settings: StoreApi<{ readonly view: SettingsView | undefined }>
  readonly client: Client
}

/** A message about a file, with the same wording for all files with the same key. */
interface Remark {
  readonly key: string
  readonly name: string
  readonly say: (names: string, count: number) => string
}

/** Resolves once all files are attached or reported. They are for the chat that is open now. */
interface Place {
  readonly key: ChatId | MessageId | 'new'
  /** Returns the resulting list. */
  readonly attach: (image: InputImage) => readonly InputImage[]
  /** Adds the text of a file. Absent: only images are accepted. */
  readonly read?: (file: File) => Promise<void>
  readonly focus: () => void
}

/** For the chat that is open now. */
function findMessageBox({ store, settings }: Attaching): Place {
  const to = store.getState().openChatId
  return {
    key: to ?? 'new',
    attach: (image) => attachTo(store, settings, to, [image]),
    read: (file) => attachText(file, store, to),
    focus: composer.focus,
  }
}

function findEdited(id: MessageId): Place {
  return {
    key: id,
    attach: (image) => attachToEdit(id, image),
    focus: () => document.querySelector<HTMLElement>(`[data-message-id="${id}"] textarea`)?.focus(),
  }
}

/**
 * Resolves once all files are attached or reported. `edit`: attaches them to the question with this id, which is being
 * edited, instead of the message box.
 */
export async function attachFiles(files: readonly File[], parts: Attaching, edit?: MessageId): Promise<void> {
  if (files.length === 0) return
  const { store, settings } = parts
  const { key, attach, read, focus } = edit === undefined ? findMessageBox(parts) : findEdited(edit)
  const taken = files.slice(0, MOST_ATTACHED)
  const remarks: Remark[] = files.slice(MOST_ATTACHED).map(remarkLeftOut)
  composer.noteAdding(key, taken.length)
  for (const file of taken) {
    try {
      if (read && isForReading(file, findChosenModel(store, settings))) await read(file)
      else {
        const { image, prepared } = await takeIn(file, parts)
        const isAttached = attach(image).some(({ hash }) => hash === image.hash)
        remarks.push(...(isAttached ? remarkChanges(file, prepared) : [remarkLeftOut(file)]))
      }
    } catch (error) {
      remarks.push(explain(file, error))
    } finally {
      composer.noteAdding(key, -1)
    }
  }
  tell(remarks)
  focus()
}

async function takeIn(
  file: File,
  { store, settings, client }: Attaching,
): Promise<{ readonly image: InputImage; readonly prepared: PreparedImage }> {
  if (file.size > LARGEST_FILE) throw new ImportRefused('too-large')
  const keepsMetadata = settings.getState().view?.settings.keepMetadata === true
  const prepared = await prepareImage(file, getFileRule(findChosenModel(store, settings)), keepsMetadata)
  const image = await importImage(client, prepared.file)
  noteFound(image.hash)
  const data = await store.data().catch(() => undefined)
  // A file that Easel already has keeps its attachment, which also tells what it was made from.
  const known = await data?.attachments.findByHash(image.hash).catch(() => undefined)
  return {
    image: toInput({ ...image, attachmentId: known ?? (`${createId<MessageId>()}:0` as AttachmentId) }),
    prepared,
  }
}

/** Shows each remark once, for all files it applies to: more notices would push each other off the screen. */
function tell(remarks: readonly Remark[]): void {
  for (const [index, { key, say }] of remarks.entries()) {
    const same = remarks.filter((other) => other.key === key)
    if (same[0] === remarks[index]) notify({ text: say(joinNames(same.map(({ name }) => name)), same.length) })
  }
}

/** More would make the notice longer, not more useful. */
const MOST_NAMED = 3

function joinNames(names: readonly string[]): string {
  const { t, language } = i18n
  const more = names.length - MOST_NAMED
  const shown = more > 0 ? [...names.slice(0, MOST_NAMED), t('attach.more', { count: more })] : names
  return new Intl.ListFormat(language).format(shown)
}

function remarkLeftOut(file: File): Remark {
  const say = (name: string, count: number): string => i18n.t('attach.tooMany', { name, count, most: MOST_ATTACHED })
  return { key: 'left out', name: cleanFileName(file.name), say }
}

function remarkChanges(original: File, { file, convertedFrom, isStill, shrunk }: PreparedImage): readonly Remark[] {
  const { t, language } = i18n
  const name = cleanFileName(original.name)
  const size = ({ width, height }: { readonly width: number; readonly height: number }): string =>
    [width, height].map((edge) => formatNumber(edge, language, { useGrouping: false })).join(' × ')
  const format = file.type.replace('image/', '').toUpperCase()
  const words = convertedFrom === 'gif' ? 'attach.firstFrame' : 'attach.converted'
  return [
    ...(convertedFrom === undefined
      ? []
      : [
          {
            key: words + format,
            name,
            say: (names: string, count: number) => t(words, { name: names, count, format }),
          },
        ]),
    ...(isStill
      ? [{ key: 'still', name, say: (names: string, count: number) => t('attach.still', { name: names, count }) }]
      : []),
    ...(shrunk
      ? [
          {
            key: 'shrunk',
            name,
            say: (names: string, count: number) =>
              count > 1
                ? t('attach.shrunkMany', { name: names })
                : t('attach.shrunk', {
                    name,
                    from: size(shrunk.from),
                    to: size(shrunk.to),
                    before: formatBytes(original.size, language),
                    after: formatBytes(file.size, language),
                  }),
          },
        ]
      : []),
  ]
}

const REASONS = {
  'not-an-image': 'not-an-image',
  empty: 'empty',
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

function explain(file: File, error: unknown): Remark {
  const name = cleanFileName(file.name)
  const unreadable = explainText(file, error)
  if (unreadable !== undefined) return { key: unreadable, name, say: () => unreadable }
  const { t, language } = i18n
  const reason = file.size === 0 ? 'empty' : findReason(error)
  const most = { size: formatBytes(LARGEST_FILE, language), megapixels: formatNumber(MAX_PIXELS / 1e6, language) }
  return { key: reason, name, say: (names, count) => t(`attach.refused.${reason}`, { name: names, count, ...most }) }
}

function findReason(error: unknown): (typeof REASONS)[ImportProblem] | 'unreadable' {
  // Chromium passes folders as unreadable files.
  if (error instanceof DOMException && /^Not(?:Found|Readable)Error$/.test(error.name)) return 'unreadable'
  if (error instanceof ImportRefused) return REASONS[error.problem]
  return error instanceof UnsoundImage ? REASONS[error.reason] : 'failed'
}
