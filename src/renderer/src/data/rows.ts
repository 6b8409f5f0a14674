/**
 * What the database holds: plain facts, never bytes and never base64. Pictures are files that main serves by their hash.
 * Rows are not models; `features/chat/mapping.ts` turns one into the other.
 */
import type { ModelId } from '@shared/catalogue'
import type { Charge, Failure } from '@shared/failure'
import type { AttachmentId, ChatId, MessageId, ObjectHash } from '@shared/ids'
import type { ImageFormat, ImageOptions } from '@shared/image-options'
import type { MicroUsd, Usage } from '@shared/pricing'
import type { Preview, Rendering, UploadProblem } from '@shared/run'

/** What happened in a chat while it was not being looked at: an answer came, or one failed. */
export type ChatNews = 'unread' | 'failed'

/** What every row has besides. */
export interface Numbered {
  /** Given by the database with every write (`archive/number-writes.ts`); what is set here is replaced. */
  readonly sequence?: number
}

export interface ChatRow extends Numbered {
  readonly id: ChatId
  readonly title: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly pinnedAt?: number
  readonly draft?: string
  readonly model?: ModelId
  readonly options?: ImageOptions
  readonly news?: ChatNews
  /** The chosen version per parent, `'root'` for the first question. */
  readonly chosen: Readonly<Record<string, MessageId>>
  /** A tombstone: the chat is gone for the user, and an answer that arrives late does not bring it back. */
  readonly deletedAt?: number
}

export interface UserMessageRow extends Numbered {
  readonly id: MessageId
  readonly chatId: ChatId
  readonly parentId: MessageId | null
  readonly role: 'user'
  readonly status: 'done'
  readonly createdAt: number
  readonly text: string
}

export interface AssistantMessageRow extends Numbered {
  readonly id: MessageId
  readonly chatId: ChatId
  readonly parentId: MessageId
  readonly role: 'assistant'
  readonly kind: 'image' | 'text'
  readonly status: 'streaming' | 'done' | 'failed' | 'cancelled'
  readonly createdAt: number
  readonly model: ModelId
  readonly prompt?: string
  readonly options?: ImageOptions
  /**
   * Of the snapshot that settled the answer; 0 before, and for an answer that the page settled by itself. Progress is
   * not written down: while an answer is being made, main knows, and the row only says that it was asked for.
   */
  readonly revision: number
  /** 1 while streaming, else absent: its index finds the few open answers among very many rows. */
  readonly unsettled?: 1
  readonly startedAt?: number
  readonly finishedAt?: number
  readonly text: string
  readonly cost?: MicroUsd
  readonly usage?: Usage
  readonly failure?: Failure
  /** A `done` answer that came although it had been stopped. */
  readonly arrivedAfterStop?: true
  readonly charge?: Charge
  readonly requestId?: string
  /** What was left of a failed or stopped answer. */
  readonly preview?: Preview
}

export type MessageRow = UserMessageRow | AssistantMessageRow

export interface AttachmentRow extends Numbered {
  readonly id: AttachmentId
  readonly hash: ObjectHash
  readonly format: ImageFormat
  readonly mime: `image/${ImageFormat}`
  readonly width: number
  readonly height: number
  /** Size of the file. */
  readonly bytes: number
  readonly createdAt: number
  readonly revisedPrompt?: string
  readonly rendering?: Rendering
  readonly uploadState: 'local' | 'uploading' | 'uploaded' | 'failed'
  /** In the Blob store, once uploaded. */
  readonly url?: string
  readonly uploadProblem?: UploadProblem
  readonly uploadRetryAt?: number
}

export interface MessageAttachmentRow extends Numbered {
  readonly messageId: MessageId
  readonly attachmentId: AttachmentId
  /** From 0, in the order in which the answer shows them. */
  readonly position: number
}
