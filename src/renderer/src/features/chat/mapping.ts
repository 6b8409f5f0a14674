/** Between the rows of the database and the models of the screen, in both directions. */
import { parseBlobAddress } from '@shared/blob-address'
import type { StoredImage, Upload } from '@shared/run'
import type { AnswerImageRows, ExchangeRows, MessageRecord } from '@/data/records'
import type { AssistantMessageRow, AttachmentRow, ChatRow, UserMessageRow } from '@/data/rows'
import { withoutUndefined } from '@/data/without-undefined'
import type { AssistantMessage, Chat, Message, UserMessage } from './model'
import type { Chosen } from './tree'

export function toChatRow(chat: Chat, chosen: Chosen = {}): ChatRow {
  return withoutUndefined({ ...chat, chosen })
}

export function toChat(row: ChatRow): Chat {
  const { chosen: _, deletedAt: __, sequence: ___, ...chat } = row
  return chat
}

export interface Exchange {
  readonly chat: Chat
  readonly chosen?: Chosen
  readonly question: UserMessage
  readonly answer: AssistantMessage
}

export function toExchangeRows({ chat, chosen, question, answer }: Exchange): ExchangeRows {
  return {
    chat: toChatRow(chat, chosen),
    question: toQuestionRow(question),
    answer: toAnswerRow(answer),
    revision: answer.revision,
    images: answer.images.map((image, position) => toImageRows(answer, image, position)),
  }
}

function toQuestionRow(question: UserMessage): UserMessageRow {
  return { ...question, status: 'done' }
}

/** See `AssistantMessageRow.revision`: of an answer still being made, only what was asked is written. */
export function toAnswerRow(answer: AssistantMessage): AssistantMessageRow {
  const { images: _, waits: __, bill, preview, text, revision, startedAt, finishedAt, ...asked } = answer
  if (answer.status === 'streaming') return withoutUndefined({ ...asked, revision: 0, text: '', unsettled: 1 })
  const outcome = { text, revision, startedAt, finishedAt, cost: bill?.cost, usage: bill?.usage, preview }
  return withoutUndefined({ ...asked, ...outcome })
}

function toImageRows(answer: AssistantMessage, image: StoredImage, position: number): AnswerImageRows {
  const { attachmentId, upload, hash, format, width, height, bytes, revisedPrompt, rendering } = image
  const attachment: AttachmentRow = {
    id: attachmentId,
    hash,
    format,
    mime: `image/${format}`,
    width,
    height,
    bytes,
    createdAt: answer.finishedAt ?? answer.createdAt,
    revisedPrompt,
    rendering,
    uploadState: upload.state,
    ...(upload.state === 'uploaded' && { url: upload.url }),
    ...(upload.state === 'failed' && { uploadProblem: upload.reason, uploadRetryAt: upload.retryAt }),
  }
  return { attachment: withoutUndefined(attachment), link: { messageId: answer.id, attachmentId, position } }
}

export function toMessage({ row, attachments }: MessageRecord): Message {
  if (row.role === 'user') {
    const { status: _, sequence: __, ...question } = row
    return question
  }
  const { unsettled: _, sequence: __, cost, usage, ...answer } = row
  const images = attachments.map(toStoredImage)
  if (cost === undefined && usage === undefined) return { ...answer, images }
  return { ...answer, images, bill: withoutUndefined({ cost, usage }) }
}

function toStoredImage(row: AttachmentRow): StoredImage {
  const { id, hash, format, width, height, bytes, revisedPrompt, rendering } = row
  return withoutUndefined({
    attachmentId: id,
    hash,
    format,
    width,
    height,
    bytes,
    revisedPrompt,
    rendering,
    upload: toUpload(row),
  })
}

function toUpload({ uploadState, url, uploadProblem, uploadRetryAt }: AttachmentRow): Upload {
  switch (uploadState) {
    case 'local':
    case 'uploading':
      return { state: uploadState }
    case 'uploaded':
      // A row is no more than a claim; what is no address of a Blob store leads nowhere.
      return url === undefined || !parseBlobAddress(url) ? { state: 'local' } : { state: 'uploaded', url }
    case 'failed':
      return withoutUndefined({ state: 'failed', reason: uploadProblem ?? 'store-failed', retryAt: uploadRetryAt })
  }
}
