/** Where the user left off: small, kept often by main, needed at the next start. */
import type { ModelId } from './catalogue'
import type { ChatId, MessageId } from './ids'
import type { ImageOptions } from './image-options'
import type { InputImage } from './request'
import type { ChatSettings } from './text-settings'

/** What the conversation showed: this message's upper edge, so many pixels below the upper edge of the view. */
export interface Place {
  readonly messageId: MessageId
  readonly offset: number
}

export interface Session {
  /** When it was kept, milliseconds since the epoch. Of two copies the later one counts. */
  readonly at: number
  /** Null: a new chat. */
  readonly openChatId: ChatId | null
  /** Absent: its end. */
  readonly place?: Place | undefined
  /** Whether the sidebar was shown or hidden by the user; absent leaves it to the width of the window. */
  readonly sidebar?: boolean | undefined
  /** The user wants a new chat at every start of the app; a copy of the setting, for the first frame. */
  readonly startsNew?: boolean | undefined
  /** What was typed and not sent, by chat; `'new'` for the new chat. A chat's row has it as well, somewhat later. */
  readonly drafts: Readonly<Record<string, string>>
  /** The images attached to what wasn't sent, by chat, like `drafts`. They are only here: no row has them. */
  readonly attached?: Readonly<Record<string, readonly InputImage[]>> | undefined
  /** What was chosen for the new chat. */
  readonly choice?:
    | {
        readonly model?: ModelId | undefined
        readonly options?: ImageOptions | undefined
        readonly models?: readonly ModelId[] | undefined
      }
    | undefined
  /** The chat settings of the new chat. */
  readonly settings?: ChatSettings | undefined
  /** The project that the new chat begins in. */
  readonly project?: ChatId | undefined
  /** What was chosen for the chat that was begun last. A run doesn't know it, and a reload may come before its row does. */
  readonly begun?:
    | {
        readonly chatId: ChatId
        readonly settings?: ChatSettings | undefined
        readonly projectId?: ChatId | undefined
      }
    | undefined
}

export const NO_SESSION: Session = { at: 0, openChatId: null, drafts: {} }

/** How the new chat is called among the drafts. */
export const NEW_CHAT = 'new'
