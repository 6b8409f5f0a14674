/** Lists the content of a deleted chat, so that it can be read before it's restored. Pure. */
import { isOutput } from '@/data/attachment-repository'
import { plainText } from '@/data/plain-text'
import type { MessageRecord } from '@/data/records'
import type { AttachmentRow } from '@/data/rows'

export interface PeekedMessage {
  readonly id: string
  readonly isQuestion: boolean
  readonly text: string
  readonly images: readonly AttachmentRow[]
}

/** Lists messages of all branches, oldest first. Leaves out answers without content. */
export function peek(records: readonly MessageRecord[]): readonly PeekedMessage[] {
  return records
    .toSorted((one, other) => one.row.createdAt - other.row.createdAt || byRole(one) - byRole(other))
    .map(({ row, images }) => ({
      id: row.id,
      isQuestion: row.role === 'user',
      text: row.role === 'user' ? row.text : plainText(row.text).trim(),
      images: images
        .filter(({ attachment, link }) => attachment.deletedAt === undefined && (row.role === 'user' || isOutput(link)))
        .map(({ attachment }) => attachment),
    }))
    .filter(({ text, images }) => text !== '' || images.length > 0)
}

/** For equal times, the question comes before its answer. */
function byRole({ row }: MessageRecord): number {
  return row.role === 'user' ? 0 : 1
}
