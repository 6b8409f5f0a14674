import type { Data } from '@/data'
import type { ChatId, MessageId, ObjectHash } from '@shared/ids'

export interface RecentImage {
  readonly chatId: ChatId
  readonly messageId: MessageId
  readonly hash: ObjectHash
  readonly prompt: string
}

/** Leaves room for uploads and deleted chats among the last rows written. */
const ROWS_PER_IMAGE = 8

/** The first image of each of the latest answers, newest first. Leaves out deleted chats. */
export async function readRecentImages(
  { attachments, messages }: Pick<Data, 'attachments' | 'messages'>,
  most: number,
): Promise<readonly RecentImage[]> {
  const ids = await attachments.lastWritten(most * ROWS_PER_IMAGE)
  const briefs = await messages.briefs(ids)
  return ids
    .flatMap((messageId) => {
      const brief = briefs.get(messageId)
      return brief?.image ? [{ chatId: brief.chatId, messageId, hash: brief.image, prompt: brief.prompt }] : []
    })
    .slice(0, most)
}
