/** The only entry to the database, in a separate chunk: `import('@/data')` after the first paint. */
import { ArchiveSync, type ArchiveLink } from './archive/archive-sync'
import { Marks } from './archive/marks'
import { newestSequences } from './archive/read-changes'
import { AttachmentRepository } from './attachment-repository'
import { BinRepository } from './bin/bin-repository'
import { BranchRepository } from './branch-repository'
import { ChatImageFinder } from './chat-image-finder'
import { ChatRepository } from './chat-repository'
import { EaselDatabase, openDatabase } from './database'
import { ExchangeRepository } from './exchange-repository'
import { GalleryRepository } from './gallery-repository'
import { ImportRepository } from './import-repository'
import { LibraryRepository } from './library-repository'
import { MessageRepository } from './message-repository'
import { openInTime } from './open-in-time'
import { FamilyFinder } from './family-finder'
import { ImageFinder } from './image-finder'
import { getDataProblem, type DataProblem } from './problem'
import { PromptRepository } from './prompt-repository'
import { ReferenceRepository } from './reference-repository'
import { openOrRebuild } from './rebuild'
import { createMessageSearch, createSearchWorker, type MessageSearch } from './search/message-search'
import { createStandIn } from './stand-in'

export interface Data {
  readonly chats: ChatRepository
  readonly chatImages: ChatImageFinder
  readonly messages: MessageRepository
  readonly attachments: AttachmentRepository
  readonly exchanges: ExchangeRepository
  readonly images: ImageFinder
  readonly families: FamilyFinder
  readonly branches: BranchRepository
  readonly search: MessageSearch
  readonly gallery: GalleryRepository
  readonly prompts: PromptRepository
  readonly references: ReferenceRepository
  readonly imports: ImportRepository
  readonly library: LibraryRepository
  readonly bin: BinRepository
  /**
   * Resolves when main's archive has everything committed so far, or can't be reached. In the second case, rejects if
   * this is a stand-in, whose rows are nowhere else, or if the database can't be read.
   */
  archived(): Promise<void>
  /** Resolves when every write that was started before the call is in the database. */
  committed(): Promise<void>
  /** Like `archived`, but returns whether main's archive has everything. False if there's no archive, too. */
  isArchived(): Promise<boolean>
  close(): void
  /** Set while the browser's database doesn't work and one in memory stands in for it. */
  readonly standIn?: {
    /** Whether the browser's database works again. Never rejects. */
    worksAgain(): Promise<boolean>
  }
}

type Report = (problem: DataProblem) => void

/** A probe that takes longer has failed. */
const PROBE_MS = 30_000

/**
 * Opens the database. Rejects with a `DataError`. `report`: see `openDatabase`. With an archive, lost rows have been
 * restored when it resolves, and a database that can't be opened is replaced by a stand-in. `isBroken`: it can be
 * opened but doesn't work.
 */
export async function openData(
  report: Report = () => undefined,
  database = new EaselDatabase(),
  archive?: ArchiveLink,
  isBroken = false,
): Promise<Data> {
  if (!archive) return openBrowsers(report, database)
  // Without a working archive, the database is tried after all.
  if (isBroken) return openStandIn(database.name, archive).catch(() => openBrowsers(report, database, archive))
  try {
    return await openBrowsers(report, database, archive)
  } catch (error) {
    if (getDataProblem(error) !== 'unavailable') throw error
    return openStandIn(database.name, archive).catch(() => Promise.reject(error))
  }
}

async function openBrowsers(report: Report, database: EaselDatabase, archive?: ArchiveLink): Promise<Data> {
  let sync: ArchiveSync | undefined
  const hear = (problem: DataProblem): void => {
    if (problem === 'replaced') sync?.close()
    report(problem)
  }
  const opened = archive ? await openArchived(hear, database, archive) : await openDatabase(hear, database)
  const marks = new Marks(`${opened.name}-sync`)
  try {
    sync = archive && new ArchiveSync(opened, marks, archive, hear)
    await sync?.prepare()
  } catch (error) {
    closeAll(opened, marks, sync)
    throw error
  }
  return {
    ...createRepositories(opened, marks, sync),
    committed: () => awaitWrites(opened),
    archived: async () => {
      if (!sync || (await sync.settled())) return
      // Rejects if this database can't be read: then its rows may not be readable anywhere.
      await newestSequences(opened)
    },
    isArchived: async () => (await sync?.settled()) ?? false,
    close: () => closeAll(opened, marks, sync),
  }
}

/** `name`: of the broken database. Rejects if main's archive can't be used, since nothing would be gained. */
async function openStandIn(name: string, archive: ArchiveLink): Promise<Data> {
  const { database, marks } = await createStandIn()
  const sync = new ArchiveSync(database, marks, archive, () => undefined)
  try {
    await sync.prepareStandIn()
  } catch (error) {
    closeAll(database, marks, sync)
    throw error
  }
  return {
    ...createRepositories(database, marks, sync, true),
    async archived() {
      if (!(await sync.settled())) throw new Error("main's archive lacks rows")
    },
    committed: () => awaitWrites(database),
    isArchived: () => sync.settled(),
    close: () => closeAll(database, marks, sync),
    standIn: { worksAgain: () => worksAgain(name, archive) },
  }
}

function openArchived(report: Report, database: EaselDatabase, { copy, after }: ArchiveLink): Promise<EaselDatabase> {
  return openOrRebuild(database, copy, () => openInTime((hear) => openDatabase(hear, database), report, after))
}

/** Opens the browser's database, reads every table and writes, then closes it. */
function worksAgain(name: string, archive: ArchiveLink): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = archive.after(PROBE_MS, () => resolve(false))
    tryOut(name, archive)
      .then(
        () => resolve(true),
        () => resolve(false),
      )
      .finally(cancel)
  })
}

async function tryOut(name: string, archive: ArchiveLink): Promise<void> {
  const database = new EaselDatabase(name)
  const marks = new Marks(`${name}-sync`)
  try {
    await openArchived(() => undefined, database, archive)
    await newestSequences(database)
    await marks.tryWriting()
  } finally {
    closeAll(database, marks)
  }
}

function createRepositories(database: EaselDatabase, marks: Marks, sync?: ArchiveSync, isStandIn = false) {
  const messages = new MessageRepository(database, async (id) => sync?.restored(id))
  return {
    chats: new ChatRepository(database),
    chatImages: new ChatImageFinder(database),
    messages,
    // A worker can't see rows in memory.
    search: createMessageSearch(database, messages, isStandIn ? undefined : createSearchWorker),
    attachments: new AttachmentRepository(database),
    exchanges: new ExchangeRepository(database),
    images: new ImageFinder(database, marks, isStandIn),
    families: new FamilyFinder(database),
    branches: new BranchRepository(database),
    gallery: new GalleryRepository(database),
    prompts: new PromptRepository(database),
    references: new ReferenceRepository(database),
    imports: new ImportRepository(database),
    library: new LibraryRepository(database),
    bin: new BinRepository(database, marks),
  }
}

/** A read transaction starts after every earlier write to its tables. */
function awaitWrites(database: EaselDatabase): Promise<void> {
  return database.transaction('r', database.tables, async () => {
    await database.chats.limit(1).primaryKeys()
  })
}

function closeAll(database: EaselDatabase, marks: Marks, sync?: ArchiveSync): void {
  sync?.close()
  marks.close()
  database.close()
}
