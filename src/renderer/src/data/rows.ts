/**
 * The rows of the database: plain data, never bytes or base64. Images are files that main serves by hash. Rows aren't
 * models; `features/chat/mapping.ts` converts between them.
 */
import type { ArchiveTable } from '@shared/archive'
import type { CostSource, Preview, Rendering, UploadProblem, WebSourcesPart } from '@shared/answer'
import type { ModelId } from '@shared/catalogue'
import type { Charge, Failure } from '@shared/failure'
import type { AttachmentId, ChatId, MessageId, ObjectHash } from '@shared/ids'
import type { StoredFormat, ImageOptions, MediaType } from '@shared/image-options'
import type { MicroUsd } from '@shared/pricing'
import type { SavedPrompt } from '@shared/prompt-library'
import type { ImageFile, InputRole } from '@shared/request'
import type { ChatSettings } from '@shared/text-settings'
import type { FirstUsage, Usage } from '@shared/usage'

/** What happened in a chat while it was closed: an answer arrived, or one failed. */
export type ChatNews = 'unread' | 'failed'

/** Fields of every row. */
export interface Numbered {
  /** Set by the database with every write (`archive/number-writes.ts`). Values set here are replaced. */
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
  /** The models that each prompt is sent to, starting with `model`. Absent: one. */
  readonly models?: readonly ModelId[]
  /**
   * Whether the next prompt edits the last image. Absent: not chosen by the user. Earlier versions removed it for
   * false.
   */
  readonly followsUp?: boolean
  /** The last image, if the user doesn't want it sent with messages. Ignored once another image is the last one. */
  readonly leftOut?: AttachmentId
  /** What its text models are told in addition to the messages. */
  readonly settings?: ChatSettings
  readonly news?: ChatNews
  /** The chosen version per parent; `'root'` for the first question. */
  readonly chosen: Readonly<Record<string, MessageId>>
  /** Its project. A project that is deleted or missing counts as none. */
  readonly projectId?: ChatId
  /** When the user archived it: it's listed under "Archived". */
  readonly archivedAt?: number
  /**
   * Not a chat but a project: a name, settings and a model that chats share. It has a chat's row because it needs
   * everything that chats have: both copies of the rows, Undo, and the bin with its days.
   */
  readonly isProject?: true
  /** For a project: whether its chats are hidden in the list. */
  readonly isFolded?: true
  /** A tombstone: the user deleted the chat, and a late answer doesn't bring it back. */
  readonly deletedAt?: number
  /** Its messages were removed permanently. The row stays if an image made after the deletion still needs it. */
  readonly purgedAt?: number
}

export interface UserMessageRow extends Numbered {
  readonly id: MessageId
  readonly chatId: ChatId
  readonly parentId: MessageId | null
  readonly role: 'user'
  readonly status: 'done'
  readonly createdAt: number
  readonly text: string
  /** Set if images were attached: there are links with roles. Absent for most, so that no links need to be read. */
  readonly hasInputs?: true
}

/** How Easel 0.1 wrote the last preview of an answer. */
export interface FirstPreview {
  readonly index: number
  readonly picture: ImageFile
}

export type AnswerPartRow =
  | { readonly type: 'text' | 'reasoning'; readonly text: string }
  | { readonly type: 'image'; readonly attachmentId: AttachmentId }
  | WebSourcesPart

export interface AssistantMessageRow extends Numbered {
  readonly id: MessageId
  readonly chatId: ChatId
  readonly parentId: MessageId
  readonly role: 'assistant'
  readonly kind: 'image' | 'text'
  readonly status: 'streaming' | 'done' | 'failed' | 'cancelled'
  readonly createdAt: number
  /** The position among the answers of several models to one question, from 0. Absent: only one was asked. */
  readonly slot?: number
  readonly model: ModelId
  readonly prompt?: string
  readonly options?: ImageOptions
  /**
   * The revision of the snapshot that settled the answer; 0 before, and for answers that the page settled itself.
   * Progress isn't stored: while an answer is in progress, main has its state, and the row only says that it was
   * requested.
   */
  readonly revision: number
  /** 1 while streaming, otherwise absent. Its index finds the few open answers among very many rows. */
  readonly unsettled?: 1
  readonly startedAt?: number
  readonly finishedAt?: number
  /** Without reasoning. Searched; without `parts`, it's the answer's text. */
  readonly text: string
  /** The order of an answer with reasoning, or with text and images. Absent: the text, then the images by position. */
  readonly parts?: readonly AnswerPartRow[]
  readonly cost?: MicroUsd
  /** Absent: computed. */
  readonly costSource?: Exclude<CostSource, 'computed'>
  /** The earlier estimate, if the provider reported `cost` only afterwards. */
  readonly costEstimate?: MicroUsd
  readonly usage?: Usage | FirstUsage
  /** Why it failed. Easel 0.1 wrote the shortfall of a `done` answer here, too. */
  readonly failure?: Failure
  /** What is missing from a `done` answer. */
  readonly shortfall?: Failure
  /** Set for a `done` answer that arrived after Stop. */
  readonly arrivedAfterStop?: true
  readonly charge?: Charge
  readonly requestId?: string
  /** In a branch: the answer that this row copies. No run made the copy, and its cost is counted there. */
  readonly copiedFrom?: MessageId
  /** The app that the answer was imported from, as it calls itself. It cost nothing here. */
  readonly importedFrom?: string
  /** The last preview of a failed or stopped answer. */
  readonly preview?: Preview | FirstPreview
  /** How many of its images the user has deleted permanently. */
  readonly removedImages?: number
}

export type MessageRow = UserMessageRow | AssistantMessageRow

export interface AttachmentRow extends Numbered {
  readonly id: AttachmentId
  readonly hash: ObjectHash
  readonly format: StoredFormat
  readonly mime: MediaType
  readonly width: number
  readonly height: number
  /** The size of the file. */
  readonly bytes: number
  readonly createdAt: number
  readonly revisedPrompt?: string
  readonly rendering?: Rendering
  readonly uploadState: 'local' | 'uploading' | 'uploaded' | 'failed'
  /** The address in the Blob store, once uploaded. */
  readonly url?: string
  readonly uploadProblem?: UploadProblem
  readonly uploadRetryAt?: number
  /** 1 to 5, or -1 for rejected. Set by the user, so writes of the image itself don't change it (`keepUsersFields`). */
  readonly rating?: number
  /** The collections that the user has put the image into, by name. Preserved like the rating. */
  readonly collections?: readonly string[]
  /** The image's name in prompts (`@name`). Preserved like the rating. */
  readonly referenceName?: string
  /** When the user deleted the image: the gallery and the chats omit it, and the bin shows it. */
  readonly deletedAt?: number
  /** It was permanently deleted, but its file stays because another question uses it. */
  readonly purgedAt?: number
}

/** A permanently removed row. Keeps it from being restored, and tells main's archive. */
export interface RemovalRow {
  /** The table and the row's key, joined by a slash. */
  readonly key: string
  readonly table: ArchiveTable
  /** As in `ArchiveChange.key`. */
  readonly rowKey: string
  /** The sequence of the removal. */
  readonly sequence: number
}

export interface MessageAttachmentRow extends Numbered {
  readonly messageId: MessageId
  readonly attachmentId: AttachmentId
  /** From 0, in the order in which the message shows them. */
  readonly position: number
  /**
   * The purpose of an image attached to a question. Absent: the answer made it. `origin`: it wasn't sent itself, but a
   * sent image was made from it.
   */
  readonly role?: InputRole | 'origin'
  /** The image that this one was made from in Easel. It's linked to the same message. */
  readonly madeFrom?: AttachmentId
  /** For a mask: see `InputImage`. */
  readonly keepsOutside?: true
  /** Its name in the question: see `InputImage`. */
  readonly name?: string
}

/** A saved prompt. Rows of any version are read by `readSavedPrompt`. */
export interface PromptRow extends SavedPrompt, Numbered {
  /** A tombstone, as in `ChatRow`. */
  readonly deletedAt?: number
}
