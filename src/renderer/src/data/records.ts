/** What the repositories take and give where one row alone says too little. */
import type {
  AssistantMessageRow,
  AttachmentRow,
  ChatRow,
  MessageAttachmentRow,
  MessageRow,
  UserMessageRow,
} from './rows'
import type { Snippet } from './snippet'

/** A message with its pictures, in the order of their links. */
export interface MessageRecord {
  readonly row: MessageRow
  readonly attachments: readonly AttachmentRow[]
}

export interface AnswerImageRows {
  readonly attachment: AttachmentRow
  readonly link: MessageAttachmentRow
}

/** A question, its answer, and the chat they belong to. */
export interface ExchangeRows {
  readonly chat: ChatRow
  readonly question: UserMessageRow
  readonly answer: AssistantMessageRow
  readonly images: readonly AnswerImageRows[]
  /** Of the snapshot these rows were made from. The answer's row has its own only once it is settled. */
  readonly revision: number
}

/** What a list of answers says of each. */
export interface AnswerBrief {
  readonly chatId: ChatRow['id']
  /** The beginning of what was asked, on one line. */
  readonly prompt: string
  /** The first picture, if there is any. */
  readonly picture?: AttachmentRow['hash']
}

/** A message that holds what was searched for. */
export interface SearchHit {
  readonly chatId: ChatRow['id']
  readonly messageId: MessageRow['id']
  readonly snippet: Snippet
}
