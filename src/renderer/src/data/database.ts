import { Dexie, type DexieOptions, type Table } from 'dexie'
import type { AttachmentId, ChatId, MessageId, PromptId } from '@shared/ids'
import { createWriteNumbers } from './archive/number-writes'
import { migrations } from './migrations'
import { DataError, type DataProblem } from './problem'
import type { AttachmentRow, ChatRow, MessageAttachmentRow, MessageRow, PromptRow, RemovalRow } from './rows'

export const DATABASE_NAME = 'easel'
export type Engine = Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'>

/** Dexie stores its version times ten. */
const NATIVE_FACTOR = 10

/**
 * The page's working copy of all chats. `upTo` opens an older schema, so that tests can migrate from it. `engine`: the
 * storage, if not the browser's.
 */
export class EaselDatabase extends Dexie {
  declare readonly chats: Table<ChatRow, ChatId>
  declare readonly messages: Table<MessageRow, MessageId>
  declare readonly attachments: Table<AttachmentRow, AttachmentId>
  declare readonly messageAttachments: Table<MessageAttachmentRow, [MessageId, AttachmentId]>
  declare readonly prompts: Table<PromptRow, PromptId>

  declare readonly removals: Table<RemovalRow, string>

  readonly writeNumbers = createWriteNumbers(Date.now)

  constructor(name = DATABASE_NAME, upTo = Number.POSITIVE_INFINITY, engine: Engine = {}) {
    // Automatic opening would bypass `openDatabase`, which refuses newer databases.
    super(name, { ...engine, autoOpen: false })
    for (const { version, stores, upgrade } of migrations.filter((migration) => migration.version <= upTo)) {
      const schema = this.version(version).stores({ ...stores })
      if (upgrade) schema.upgrade(upgrade)
    }
    this.use(this.writeNumbers.middleware)
  }
}

/**
 * Opens the database or rejects with a `DataError`. `report` is called for later events: the upgrade is waiting for
 * another window, or another window has taken over the database.
 */
export async function openDatabase(
  report: (problem: DataProblem) => void = () => undefined,
  database = new EaselDatabase(),
): Promise<EaselDatabase> {
  const newest = database.verno
  await refuseNewer(database, newest)
  database.on('blocked', () => report('blocked'))
  // Dexie closes the database itself, so the other window doesn't wait.
  database.on('versionchange', () => report('replaced'))
  try {
    await database.open()
  } catch (cause) {
    throw new DataError('unavailable', { cause })
  }
  // Another window may have upgraded it after the check.
  if (isNewer(database.backendDB().version, newest)) {
    database.close()
    throw new DataError('newer')
  }
  return database
}

/**
 * Checks before opening, because Dexie (from 4.0.1) opens a newer database with older code and may change its schema.
 * That must not happen.
 */
async function refuseNewer(database: EaselDatabase, newest: number): Promise<void> {
  const existing = (await indexedDB.databases()).find(({ name }) => name === database.name)
  if (isNewer(existing?.version, newest)) throw new DataError('newer')
}

/** Dexie's own repairs raise the native version by one. Only a step of ten is a version of Easel. */
function isNewer(native: number | undefined, newest: number): boolean {
  return Math.floor((native ?? 0) / NATIVE_FACTOR) > newest
}
