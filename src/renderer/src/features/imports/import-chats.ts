/** Imports the chosen chats of an export, one after the other: images to main, then rows. */
import type { ImageFile } from '@shared/request'
import type { ImportOutcome, ImportRepository } from '@/data/import-repository'
import { arrangeChat } from './arrange-chat'
import type { ExportReader } from './export-reader'
import { addLeftOut, NOTHING_LEFT_OUT, type ForeignChat, type LeftOut, type Source } from './foreign-chat'

export interface ImportReport {
  readonly outcomes: Readonly<Record<ImportOutcome, number>>
  readonly messages: number
  readonly images: number
  readonly missingImages: number
  readonly leftOut: LeftOut
  /** Set if it ended early: the user canceled, or something couldn't be stored. */
  readonly ended?: 'canceled' | 'failed'
}

export interface ImportParts {
  readonly reader: Pick<ExportReader, 'readChat' | 'readImage'>
  readonly repository: Pick<ImportRepository, 'add'>
  /** Stores an image. Undefined if the file isn't a supported image; rejects if nothing can be stored. */
  readonly storeImage: (file: Blob) => Promise<ImageFile | undefined>
  readonly untitled: string
  readonly signal: AbortSignal
  /** Called with the number of finished chats. */
  readonly onProgress: (done: number) => void
}

const NOTHING: ImportReport = {
  outcomes: { added: 0, continued: 0, known: 0, deleted: 0 },
  messages: 0,
  images: 0,
  missingImages: 0,
  leftOut: NOTHING_LEFT_OUT,
}

/**
 * Imports the chosen chats. Never rejects: chats before a failure stay imported, and the report says so. `chosen`:
 * indexes in the summary.
 */
export async function importChats(
  source: Source,
  chosen: readonly number[],
  parts: ImportParts,
): Promise<ImportReport> {
  let report = NOTHING
  for (const [done, index] of chosen.entries()) {
    if (parts.signal.aborted) return { ...report, ended: 'canceled' }
    try {
      const chat = await parts.reader.readChat(index)
      if (chat) report = await importChat(source, chat, parts, report)
    } catch {
      return { ...report, ended: 'failed' }
    }
    parts.onProgress(done + 1)
  }
  return report
}

async function importChat(
  source: Source,
  chat: ForeignChat,
  { reader, repository, storeImage, untitled }: ImportParts,
  report: ImportReport,
): Promise<ImportReport> {
  const files = new Map<string, ImageFile>()
  for (const name of listImageNames(chat)) {
    const blob = await reader.readImage(name)
    const file = blob && (await storeImage(blob))
    if (file) files.set(name, file)
  }
  const rows = await arrangeChat(source, chat, (name) => files.get(name), untitled)
  const outcome = await repository.add(rows)
  const isIn = outcome === 'added' || outcome === 'continued'
  return {
    outcomes: { ...report.outcomes, [outcome]: report.outcomes[outcome] + 1 },
    messages: report.messages + (isIn ? rows.messages.length : 0),
    images: report.images + (isIn ? rows.images.length : 0),
    missingImages: report.missingImages + (isIn ? rows.missingImages : 0),
    leftOut: isIn ? addLeftOut(report.leftOut, chat.leftOut) : report.leftOut,
  }
}

function listImageNames({ messages }: ForeignChat): ReadonlySet<string> {
  const parts = messages.flatMap((message) => message.parts)
  return new Set(parts.flatMap((part) => (part.type === 'image' ? [part.name] : [])))
}
