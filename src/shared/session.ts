/** Where the user left off: small, saved often by main, and needed at the next start. */
import type { ModelId } from './catalogue'
import type { ChatId, MessageId } from './ids'
import type { ImageOptions } from './image-options'
import type { InputImage } from './request'
import type { ChatSettings } from './text-settings'

/** The scroll position: this message's top edge is this many pixels below the top of the view. */
export interface Place {
  readonly messageId: MessageId
  readonly offset: number
}

export interface Session {
  /** When it was saved, in milliseconds since the epoch. Of two copies the later one counts. */
  readonly at: number
  /** Null: a new chat. */
  readonly openChatId: ChatId | null
  /** Absent: the end of the chat. */
  readonly place?: Place | undefined
  /** Whether the user showed or hid the sidebar. Absent: the window's width decides. */
  readonly sidebar?: boolean | undefined
  /** The setting to start with a new chat, copied here for the first frame. */
  readonly startsNew?: boolean | undefined
  /** Unsent text by chat; `'new'` for the new chat. A chat's row has it as well, slightly later. */
  readonly drafts: Readonly<Record<string, string>>
  /** Images attached to unsent messages, by chat, like `drafts`. They're stored only here, not in any row. */
  readonly attached?: Readonly<Record<string, readonly InputImage[]>> | undefined
  /** The selection for the new chat. */
  readonly choice?:
    | {
        readonly model?: ModelId | undefined
        readonly options?: ImageOptions | undefined
        readonly models?: readonly ModelId[] | undefined
      }
    | undefined
  /** The chat settings of the new chat. */
  readonly settings?: ChatSettings | undefined
  /** The project that the new chat starts in. */
  readonly project?: ChatId | undefined
  /**
   * The selection of the most recently started chat. Its run doesn't include it, and a reload may happen before its row
   * does.
   */
  readonly begun?:
    | {
        readonly chatId: ChatId
        readonly settings?: ChatSettings | undefined
        readonly projectId?: ChatId | undefined
      }
    | undefined
}

export const NO_SESSION: Session = { at: 0, openChatId: null, drafts: {} }

/** The key of the new chat among the drafts. */
export const NEW_CHAT = 'new'
