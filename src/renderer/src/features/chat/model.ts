/** What the chat feature is about: chats and their messages as the screen sees them. Rows of the database are in `data`. */
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
  /** The models that each prompt is sent to, the first of them `model`. Absent: one. */
  readonly models?: readonly ModelId[] | undefined
  /** Whether the next prompt edits the image made last, as the user chose in this chat. Absent: as Settings say. */
  readonly followsUp?: boolean | undefined
  /** The image that goes along with no message, though it's the last one: of text models, the user took it out. */
  readonly leftOut?: AttachmentId | undefined
  /** What its text models are told. Absent: nothing beside the messages. */
  readonly settings?: ChatSettings | undefined
  /** The project that it's in, which may be gone: use `findProject`. */
  readonly projectId?: ProjectId | undefined
  /** The user put it away. */
  readonly archivedAt?: number | undefined
  /** Cleared when the chat is opened. Use `getChatMark`, which knows about running answers as well. */
  readonly news?: ChatNews
}

export interface UserMessage {
  readonly role: 'user'
  readonly id: MessageId
  readonly chatId: ChatId
  /** The answer that this question follows; null for the first. Several messages with one parent are versions. */
  readonly parentId: MessageId | null
  readonly createdAt: number
  readonly text: string
  /** The images that were attached to it, mostly none. */
  readonly inputs: readonly InputImage[]
}

/** What every answer says, whatever becomes of it. */
interface Answer {
  readonly role: 'assistant'
  /** Also the id of the run that makes it. */
  readonly id: MessageId
  readonly chatId: ChatId
  /** The question. Answers with one parent are versions of each other; nothing is overwritten. */
  readonly parentId: MessageId
  readonly createdAt: number
  /** Its place among those of several models that were asked at once (`groups.ts`). Absent: one was asked. */
  readonly slot?: number
  readonly model: ModelId
  readonly kind: 'image' | 'text'
  /** For images: the prompt as asked, and the options. */
  readonly prompt?: string
  readonly options?: ImageOptions
  /** Of the newest run snapshot applied. */
  readonly revision: number
  readonly requestId?: string
  /** The answer of another chat that this one is a copy of. What it cost is counted there. */
  readonly copiedFrom?: MessageId
  /** The app that it was imported from. It has no cost here. */
  readonly importedFrom?: string
}

/** Being made, or waiting for its turn. */
export interface StreamingAnswer extends Answer {
  readonly status: 'streaming'
  /** It isn't sent yet: as many calls as the service allows are in progress. */
  readonly waits?: true
  /** Absent until it's sent. */
  readonly startedAt?: number
  readonly preview?: Preview
  /** Both as far as they have come. */
  readonly text: string
  readonly reasoning?: string
  /** How many jobs the service does before this one, where it says so. */
  readonly jobsAhead?: number
}

/** What an answer that has ended says. The times are absent where they are no longer known. */
interface EndedFacts extends Answer {
  readonly startedAt?: number
  readonly finishedAt?: number
  /** Empty where nothing arrived. */
  readonly parts: readonly AnswerPart[]
  /** How many of its images the user has deleted for good. Absent: none. */
  readonly removedImages?: number
}

export interface DoneAnswer extends EndedFacts {
  readonly status: 'done'
  readonly bill: Bill
  /** Why it's incomplete. */
  readonly shortfall?: Failure
  /** It was stopped, and came all the same. */
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
  /** What Stop means for the money. */
  readonly charge: Failure['charge']
  readonly salvage?: Preview
}

export type EndedAnswer = DoneAnswer | FailedAnswer | CancelledAnswer
export type AssistantMessage = StreamingAnswer | EndedAnswer

export type Message = UserMessage | AssistantMessage

/** Where a message stands on the path on screen. */
export interface MessagePosition {
  /** Counts from 1. */
  readonly position: number
  /** Of all messages, in the page or not. */
  readonly count: number
}

/** What was chosen: perhaps an alias for the model, perhaps options that only another model can do. */
export interface Wish {
  readonly model: ModelId
  readonly options: ImageOptions
  /** Two or more, the first of them `model`. Absent: one. */
  readonly models?: readonly ModelId[] | undefined
}

/** What one model is asked for. */
export interface ModelRequest {
  readonly model: ModelId
  readonly options: ImageOptions
}

export interface SendInput {
  readonly text: string
  /** The images that are attached to it. Absent: none. */
  readonly inputs?: readonly InputImage[]
  /** What is asked for. */
  readonly model: ModelId
  readonly options: ImageOptions
  /** More models that are asked the same, side by side. */
  readonly others?: readonly ModelRequest[]
  /** What the chat remembers, where it differs. */
  readonly wish?: Wish
  /** What the user has agreed to pay for each model, where they had to be asked. */
  readonly confirmedCosts?: readonly MicroUsd[]
}

export interface EditEvents {
  /** It is on its way. */
  readonly onSent?: () => void
  /** Main has refused it after all, and nothing of it is in the chat. */
  readonly onRefused?: () => void
}

/** Why the last message, or the last try, was not sent; nothing of it is in the chat. */
export interface Refusal {
  readonly failure: Failure
  /** The one that it is about; the first of several where it is about their sum. */
  readonly model: ModelId
}

export type Conversation = Pick<ChatState, 'messages' | 'chosen'>

/** The zustand store of the chat feature (`store.ts`); selectors in `selectors.ts` are plain functions over it. */
export interface ChatState extends ProjectState {
  /** Newest first, deleted ones left out. */
  readonly chats: readonly Chat[]
  /** False until the database has been read once. Sending works before that. */
  readonly ready: boolean
  /** False until main has said where the user left off; what is open by then is only remembered. */
  readonly isSettled: boolean
  /** Null: the new chat, which gets its row with the first message. */
  readonly openChatId: ChatId | null
  /** Of the open chat. */
  readonly messages: ReadonlyMap<MessageId, Message>
  /** Chosen version per parent (`'root'` for the first question); the newest where nothing was chosen. */
  readonly chosen: Readonly<Record<string, MessageId>>
  readonly opening: boolean
  /** Where the user left off in the open chat; absent for its end, and once the view is there. */
  readonly place?: Place | undefined
  readonly refusal?: Refusal | undefined
  /**
   * How much of very many lost rows is back, from 0 to 1 in whole percent, and null once they are all here; absent where
   * none were lost, which is nearly always. A chat that is opened meanwhile is whole.
   */
  readonly restoring?: number | null
  /** The message that the view is to go to; taken back by the view when it is there. */
  readonly soughtId?: MessageId
  /** Every answer being made now, in any chat. */
  readonly running: ReadonlyMap<MessageId, ChatId>
  /** What was typed for the new chat when it was last left; survives a restart. */
  readonly newChatDraft: string
  /** The chat settings of the new chat, as long as nothing was sent in it; survive a restart. */
  readonly newChatSettings?: ChatSettings | undefined
  /** The images attached to what isn't sent yet, by chat; `'new'` for the new chat. */
  readonly attached: Readonly<Record<string, readonly InputImage[]>>
  /** Why chats can be neither read nor kept just now; sending goes on working. */
  readonly dataProblem?: DataProblem

  openChat(id: ChatId): Promise<void>
  /** Reads a chat that will probably be opened next, so that it's there at once. Changes nothing on screen. */
  readAhead(id: ChatId): Promise<void>
  /** `projectId`: the project that it begins in. */
  newChat(projectId?: ProjectId): void
  /**
   * Shows question and placeholder at once, then asks main, and writes the rows when main has taken it. What cannot be sent
   * stays in the message box, or goes back to it, and `refusal` says why. What is dearer than the user allows waits for
   * their yes; `onSent` is called when it is on its way.
   */
  send(input: SendInput, onSent?: () => void): void
  /** Asks in the open chat for what is made of one image. What is being written there stays, and so does its model. */
  makeChild(input: SendInput): void
  stop(id: MessageId): void
  dismissRefusal(): void
  /** What the view shows now; undefined for the end of the chat. */
  savePlace(place: Place | undefined): void
  /** A new version of an answer, with the same prompt; the old one stays. */
  retry(id: MessageId, changes?: { readonly model?: ModelId; readonly options?: ImageOptions }): void
  /**
   * Asks a question in other words: a version beside it, with an answer of its own, which is shown from now on. Like `send`,
   * but what cannot be sent goes to `onRefused`.
   */
  edit(id: MessageId, input: SendInput, on?: EditEvents): void
  /**
   * Copies what leads to a message, and the message, into a new chat and opens that. Nothing is asked again: the answers are
   * copies, their images the same files. Rejects when the rows can't be written.
   */
  branch(id: MessageId, title: (title: string) => string): Promise<void>
  chooseVersion(id: MessageId): void
  /** Of a group, this answer is what the chat goes on with; the others stay as its versions. */
  keepAnswer(id: MessageId): void
  /** Shows the group of an answer side by side again. */
  showTogether(id: MessageId): void
  renameChat(id: ChatId, title: string): void
  pinChat(id: ChatId, pinned: boolean): void
  /** Hides the chat at once; the returned function brings it back. */
  deleteChat(id: ChatId): () => void
  saveDraft(id: ChatId | null, text: string): void
  /** Of a chat whose row isn't read yet. */
  readKeptDraft(id: ChatId): string | undefined
  /** Replaces what is attached to the unsent message of a chat. */
  saveAttached(id: ChatId | null, images: readonly InputImage[]): void
  /** Whether the next prompts of this chat edit the image made last. */
  followUp(id: ChatId, follows: boolean): void
  /** Keeps a text model from being shown this image by itself; undefined: no image. */
  leaveOut(id: ChatId, image: AttachmentId | undefined): void
  /** The open chat is looked at (again): its news is seen. */
  markSeen(): void
  /** What was chosen for a chat, before anything is sent with it. */
  saveChoice(id: ChatId, choice: Partial<Wish>): void
  /** What text models are told from now on. Null: in the new chat. Undefined: nothing beside the messages. */
  saveSettings(id: ChatId | null, settings: ChatSettings | undefined): void
  retryUpload(id: AttachmentId): void
}
