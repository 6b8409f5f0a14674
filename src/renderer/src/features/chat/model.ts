/** The models of the chat feature: chats and their messages as the screen sees them. Database rows are in `data`. */
import type { ModelId } from '@shared/catalogue'
import type { Failure } from '@shared/failure'
import type { AttachmentId, ChatId, MessageId } from '@shared/ids'
import type { ImageOptions } from '@shared/image-options'
import type { MicroUsd } from '@shared/pricing'
import type { InputImage } from '@shared/request'
import type { ChatSettings } from '@shared/text-settings'
import type { Place } from '@shared/session'
import type { AnswerPart, Bill, Preview } from '@shared/answer'
import type { DataProblem } from '@/data/problem'
import type { ChatNews } from '@/data/rows'
import type { ProjectId, ProjectState } from './projects/model'

export interface Chat {
  readonly id: ChatId
  readonly title: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly pinnedAt?: number
  /** The composer's unsent text. */
  readonly draft?: string
  /** The model and the options that were chosen last in this chat (see `Wish`). */
  readonly model?: ModelId
  readonly options?: ImageOptions
  /** The models that each prompt is sent to, starting with `model`. Absent: one. */
  readonly models?: readonly ModelId[] | undefined
  /** Whether the next prompt edits the last image, as the user chose in this chat. Absent: as set in Settings. */
  readonly followsUp?: boolean | undefined
  /** For text models: the last image, if the user removed it from the next messages. */
  readonly leftOut?: AttachmentId | undefined
  /** What its text models are told. Absent: nothing but the messages. */
  readonly settings?: ChatSettings | undefined
  /** Its project, which may no longer exist: use `findProject`. */
  readonly projectId?: ProjectId | undefined
  /** When the user archived it. */
  readonly archivedAt?: number | undefined
  /** Cleared when the chat is opened. Use `getChatMark`, which also knows about running answers. */
  readonly news?: ChatNews
}

export interface UserMessage {
  readonly role: 'user'
  readonly id: MessageId
  readonly chatId: ChatId
  /** The answer that this question follows; null for the first. Several messages with the same parent are versions. */
  readonly parentId: MessageId | null
  readonly createdAt: number
  readonly text: string
  /** The attached images, mostly none. */
  readonly inputs: readonly InputImage[]
}

/** What every answer has, in any state. */
interface Answer {
  readonly role: 'assistant'
  /** Also the id of the run that makes it. */
  readonly id: MessageId
  readonly chatId: ChatId
  /** The question. Answers with the same parent are versions of each other; nothing is overwritten. */
  readonly parentId: MessageId
  readonly createdAt: number
  /** Its position among the answers of several models asked together (`groups.ts`). Absent: only one was asked. */
  readonly slot?: number
  readonly model: ModelId
  readonly kind: 'image' | 'text'
  /** For images: the prompt as asked, and the options. */
  readonly prompt?: string
  readonly options?: ImageOptions
  /** The revision of the newest run snapshot applied. */
  readonly revision: number
  readonly requestId?: string
  /** The answer in another chat that this one is a copy of. Its cost is counted there. */
  readonly copiedFrom?: MessageId
  /** The app that it was imported from. It has no cost here. */
  readonly importedFrom?: string
}

/** In progress, or waiting for its turn. */
export interface StreamingAnswer extends Answer {
  readonly status: 'streaming'
  /** It hasn't been sent yet: the service's limit of parallel calls is reached. */
  readonly waits?: true
  /** Absent until it's sent. */
  readonly startedAt?: number
  readonly preview?: Preview
  /** Text and reasoning received so far. */
  readonly text: string
  readonly reasoning?: string
  /** How many jobs the service runs before this one, if it says so. */
  readonly jobsAhead?: number
}

/** What an answer that has ended has. The times are absent if they are no longer known. */
interface EndedFacts extends Answer {
  readonly startedAt?: number
  readonly finishedAt?: number
  /** Empty if nothing arrived. */
  readonly parts: readonly AnswerPart[]
  /** How many of its images the user has deleted permanently. Absent: none. */
  readonly removedImages?: number
}

export interface DoneAnswer extends EndedFacts {
  readonly status: 'done'
  readonly bill: Bill
  /** Why it's incomplete. */
  readonly shortfall?: Failure
  /** It was stopped, but arrived anyway. */
  readonly arrivedAfterStop?: true
}

export interface FailedAnswer extends EndedFacts {
  readonly status: 'failed'
  readonly failure: Failure
  /** What was billed anyway. */
  readonly bill?: Bill
  /** The last preview. */
  readonly salvage?: Preview
}

export interface CancelledAnswer extends EndedFacts {
  readonly status: 'cancelled'
  /** Whether the stopped request was charged. */
  readonly charge: Failure['charge']
  readonly salvage?: Preview
}

export type EndedAnswer = DoneAnswer | FailedAnswer | CancelledAnswer
export type AssistantMessage = StreamingAnswer | EndedAnswer

export type Message = UserMessage | AssistantMessage

/** The position of a message on the path on screen. */
export interface MessagePosition {
  /** Counts from 1. */
  readonly position: number
  /** The number of all messages, in the page or not. */
  readonly count: number
}

/** The user's selection: possibly an alias of the model, or options that only another model supports. */
export interface Wish {
  readonly model: ModelId
  readonly options: ImageOptions
  /** Two or more, starting with `model`. Absent: one. */
  readonly models?: readonly ModelId[] | undefined
}

/** What is requested from one model. */
export interface ModelRequest {
  readonly model: ModelId
  readonly options: ImageOptions
}

export interface SendInput {
  readonly text: string
  /** The attached images. Absent: none. */
  readonly inputs?: readonly InputImage[]
  /** The model and the options to use. */
  readonly model: ModelId
  readonly options: ImageOptions
  /** More models that get the same prompt, side by side. */
  readonly others?: readonly ModelRequest[]
  /** The selection that the chat remembers, if it differs. */
  readonly wish?: Wish
  /** The amount that the user confirmed for each model, if confirmation was needed. */
  readonly confirmedCosts?: readonly MicroUsd[]
}

export interface EditEvents {
  /** Called when it's being sent. */
  readonly onSent?: () => void
  /** Called if main refuses it after all; nothing of it is in the chat. */
  readonly onRefused?: () => void
}

/** Why the last message or attempt wasn't sent; nothing of it is in the chat. */
export interface Refusal {
  readonly failure: Failure
  /** The model that it's about; the first of several if it's about their total. */
  readonly model: ModelId
}

export type Conversation = Pick<ChatState, 'messages' | 'chosen'>

/** The zustand store of the chat feature (`store.ts`); selectors in `selectors.ts` are plain functions over it. */
export interface ChatState extends ProjectState {
  /** Newest first, without deleted ones. */
  readonly chats: readonly Chat[]
  /** False until the database has been read once. Sending works before that. */
  readonly ready: boolean
  /** False until main has reported where the user left off; the chat that is open by then is only remembered. */
  readonly isSettled: boolean
  /** Null: the new chat, which gets its row with the first message. */
  readonly openChatId: ChatId | null
  /** The messages of the open chat. */
  readonly messages: ReadonlyMap<MessageId, Message>
  /** Chosen version per parent (`'root'` for the first question); the newest if nothing was chosen. */
  readonly chosen: Readonly<Record<string, MessageId>>
  readonly opening: boolean
  /** Where the user left off in the open chat; absent for its end, and once the view has scrolled there. */
  readonly place?: Place | undefined
  readonly refusal?: Refusal | undefined
  /**
   * The progress of restoring very many lost rows, from 0 to 1 in whole percent, and null once it's done; absent if
   * none were lost, which is nearly always. A chat that is opened meanwhile is complete.
   */
  readonly restoring?: number | null
  /** The message that the view should scroll to; the view clears it afterwards. */
  readonly soughtId?: MessageId
  /** Every answer in progress, in any chat. */
  readonly running: ReadonlyMap<MessageId, ChatId>
  /** The draft of the new chat when it was last left; survives a restart. */
  readonly newChatDraft: string
  /** The chat settings of the new chat until something is sent in it; survive a restart. */
  readonly newChatSettings?: ChatSettings | undefined
  /** The images attached to unsent messages, by chat; `'new'` for the new chat. */
  readonly attached: Readonly<Record<string, readonly InputImage[]>>
  /** Why chats can be neither read nor stored right now; sending still works. */
  readonly dataProblem?: DataProblem

  openChat(id: ChatId): Promise<void>
  /** Reads a chat that will probably be opened next, so that it opens immediately. Changes nothing on screen. */
  readAhead(id: ChatId): Promise<void>
  /** `projectId`: the project that it starts in. */
  newChat(projectId?: ProjectId): void
  /**
   * Shows question and placeholder immediately, then asks main, and writes the rows once main has accepted it. A prompt
   * that can't be sent stays in the message box, or returns to it, and `refusal` says why. A cost above the user's
   * confirmation amount waits for confirmation; `onSent` is called when it's being sent.
   */
  send(input: SendInput, onSent?: () => void): void
  /**
   * Sends a request in the open chat that makes something from one image. The current draft and the chat's model stay.
   */
  makeChild(input: SendInput): void
  stop(id: MessageId): void
  dismissRefusal(): void
  /** Saves what the view shows now; undefined for the end of the chat. */
  savePlace(place: Place | undefined): void
  /** Requests a new version of an answer with the same prompt; the old one stays. */
  retry(id: MessageId, changes?: { readonly model?: ModelId; readonly options?: ImageOptions }): void
  /**
   * Sends an edited question: a version next to the original, with its own answer, which is shown from now on. Like
   * `send`, but a prompt that can't be sent goes to `onRefused`.
   */
  edit(id: MessageId, input: SendInput, on?: EditEvents): void
  /**
   * Copies the messages up to and including this one into a new chat and opens it. Nothing is requested again: the
   * answers are copies, their images the same files. Rejects if the rows can't be written.
   */
  branch(id: MessageId, title: (title: string) => string): Promise<void>
  chooseVersion(id: MessageId): void
  /** In a group, makes the chat continue with this answer; the others stay as its versions. */
  keepAnswer(id: MessageId): void
  /** Shows the group of an answer side by side again. */
  showTogether(id: MessageId): void
  renameChat(id: ChatId, title: string): void
  pinChat(id: ChatId, pinned: boolean): void
  /** Hides the chat immediately; the returned function restores it. */
  deleteChat(id: ChatId): () => void
  saveDraft(id: ChatId | null, text: string): void
  /** The draft of a chat whose row hasn't been read yet. */
  readKeptDraft(id: ChatId): string | undefined
  /** Replaces the attachments of a chat's unsent message. */
  saveAttached(id: ChatId | null, images: readonly InputImage[]): void
  /** Sets whether the next prompts of this chat edit the last image. */
  followUp(id: ChatId, follows: boolean): void
  /** Stops this image from being sent to a text model automatically; undefined: no image. */
  leaveOut(id: ChatId, image: AttachmentId | undefined): void
  /** Marks the news of the open chat as seen, since the user is looking at it (again). */
  markSeen(): void
  /** Saves a selection for a chat before anything is sent with it. */
  saveChoice(id: ChatId, choice: Partial<Wish>): void
  /** Saves what text models are told from now on. Null: in the new chat. Undefined: nothing but the messages. */
  saveSettings(id: ChatId | null, settings: ChatSettings | undefined): void
  retryUpload(id: AttachmentId): void
}
