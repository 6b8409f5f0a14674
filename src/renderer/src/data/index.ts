/** The only door to the database, and a chunk of its own: `import('@/data')` after the first paint. */
import { AttachmentRepository } from './attachment-repository'
import { ChatRepository } from './chat-repository'
import { openDatabase, type EaselDatabase } from './database'
import { ExchangeRepository } from './exchange-repository'
import { MessageRepository } from './message-repository'
import type { DataProblem } from './problem'

export interface Data {
  readonly chats: ChatRepository
  readonly messages: MessageRepository
  readonly attachments: AttachmentRepository
  readonly exchanges: ExchangeRepository
  close(): void
}

/** Rejects with a `DataError`. `report`: see `openDatabase`. */
export async function openData(report?: (problem: DataProblem) => void, database?: EaselDatabase): Promise<Data> {
  const opened = await openDatabase(report, database)
  return {
    chats: new ChatRepository(opened),
    messages: new MessageRepository(opened),
    attachments: new AttachmentRepository(opened),
    exchanges: new ExchangeRepository(opened),
    close: () => opened.close(),
  }
}
