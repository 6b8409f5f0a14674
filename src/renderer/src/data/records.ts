/** What the repositories take and return if a single row isn't enough. */
import type {
  AssistantMessageRow,
  AttachmentRow,
  ChatRow,
  MessageAttachmentRow,
  MessageRow,
  UserMessageRow,
} from './rows'
import type { Snippet } from './snippet'

export interface ImageRows {
  readonly attachment: AttachmentRow
  readonly link: MessageAttachmentRow
}

/** A message with its images, in the order of their links: made by an answer, or attached to a question. */
export interface MessageRecord {
  readonly row: MessageRow
  readonly images: readonly ImageRows[]
}

/** A question, its answer, and their chat. */
export interface ExchangeRows {
  readonly chat: ChatRow
  readonly question: UserMessageRow
  readonly answer: AssistantMessageRow
  /** The images that are attached to the question. */
  readonly inputs: readonly ImageRows[]
  /** The images that the answer made. */
  readonly images: readonly ImageRows[]
  /** The revision of the snapshot that these rows came from. The answer's row only has it once it's settled. */
  readonly revision: number
}

/** An answer in a list of answers. */
export interface AnswerBrief {
  readonly chatId: ChatRow['id']
  /** The beginning of the prompt, on one line. */
  readonly prompt: string
  /** The first image, if there is one. */
  readonly image?: AttachmentRow['hash']
}

/** A message that matches the search. */
export interface SearchHit {
  readonly chatId: ChatRow['id']
  readonly messageId: MessageRow['id']
  readonly snippet: Snippet
}

/** An answer that is related to others by its images. */
export interface FamilyAnswer {
  readonly answer: AssistantMessageRow
  readonly prompt: string
  /** At least one. */
  readonly images: readonly AttachmentRow[]
  /** The images that it was made from, in order. */
  readonly parents: readonly AttachmentRow['id'][]
  /** Whether the user deleted its chat. */
  readonly isDeleted: boolean
}

export interface FamilyRows {
  readonly answers: readonly FamilyAnswer[]
  /** Images that the user added: no answer made them. */
  readonly brought: readonly AttachmentRow[]
  /** Whether there are more than could be read. */
  readonly isCut: boolean
}
