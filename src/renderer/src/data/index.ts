/** The only entry to the database, in a chunk of its own: `import('@/data')` after the first paint. */
import { ArchiveSync, type ArchiveLink } from './archive/archive-sync'
import { Marks } from './archive/marks'
import { AttachmentRepository } from './attachment-repository'
import { ChatRepository } from './chat-repository'
import { EaselDatabase, openDatabase } from './database'
import { ExchangeRepository } from './exchange-repository'
import { MessageRepository } from './message-repository'
import { ImageFinder } from './picture-finder'
import type { DataProblem } from './problem'
import { openOrRebuild } from './rebuild'

export interface Data {
  readonly chats: ChatRepository
  readonly messages: MessageRepository
  readonly attachments: AttachmentRepository
  readonly exchanges: ExchangeRepository
  readonly pictures: ImageFinder
  /** Resolves when main's archive has everything committed so far, or can't be reached. */
  archived(): Promise<void>
  close(): void
}

/**
 * Opens the database. Rejects with a `DataError`. `report`: see `openDatabase`. With an archive, lost rows are restored
 * when it resolves.
 */
export async function openData(
  report: (problem: DataProblem) => void = () => undefined,
  database = new EaselDatabase(),
  archive?: ArchiveLink,
): Promise<Data> {
  let sync: ArchiveSync | undefined
  const hear = (problem: DataProblem): void => {
    if (problem === 'replaced') sync?.close()
    report(problem)
  }
  const open = (): Promise<EaselDatabase> => openDatabase(hear, database)
  const opened = archive ? await openOrRebuild(database, archive.copy, open) : await open()
  const marks = new Marks(`${opened.name}-sync`)
  const close = (): void => {
    sync?.close()
    marks.close()
    opened.close()
  }
  try {
    sync = archive && new ArchiveSync(opened, marks, archive, hear)
    await sync?.prepare()
  } catch (error) {
    close()
    throw error
  }
  return {
    chats: new ChatRepository(opened),
    messages: new MessageRepository(opened, async (id) => sync?.restored(id)),
    attachments: new AttachmentRepository(opened),
    exchanges: new ExchangeRepository(opened),
    pictures: new ImageFinder(opened, marks),
    archived: () => sync?.settled() ?? Promise.resolve(),
    close,
  }
}
