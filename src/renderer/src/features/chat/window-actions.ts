import { createContext, useContext, type ComponentType } from 'react'
import type { Model, ModelId } from '@shared/catalogue'
import type { CapName } from '@shared/budget'
import type { AttachmentId, ChatId, MessageId } from '@shared/ids'
import type { ImageOptions } from '@shared/image-options'
import type { InputImage } from '@shared/request'
import type { SettingsSectionName } from '@/lib/settings-sections'
import type { AssistantMessage, UserMessage } from './model'

/** Another model or other options for requesting an answer again. */
export interface OtherWay {
  /** Whether it's the current choice in the message box rather than just another model. */
  readonly isChosen: boolean
  readonly model: Model
  readonly options: ImageOptions
}

export interface Asked {
  readonly text: string
  readonly model?: ModelId
  readonly options?: ImageOptions
  /** The attached images. Absent: the current attachments stay. */
  readonly inputs?: readonly InputImage[]
}

export interface PromptEditorProps {
  readonly message: UserMessage
  /** Called right before its question is shown again. */
  readonly onCancelled: () => void
}

/** What messages can call in parts of the window that they don't know. */
export interface WindowActions {
  /** `model`: the model that they are opened for, which identifies the connection. */
  readonly openSettings: (section?: SettingsSectionName, model?: ModelId) => void
  readonly openChatSettings: () => void
  /** Opens the settings of the cap that blocked a request. */
  readonly openCap: (cap: { readonly projectId?: ChatId | undefined; readonly name?: CapName | undefined }) => void
  readonly openUsage: () => void
  /** Opens the prompt library. `text`: to be saved as a new prompt. */
  readonly openPrompts: (text?: string) => void
  /** Opens the shelf of named images. `image`: gets a name. */
  readonly openReferences: (image?: AttachmentId) => void
  readonly openGallery: () => void
  /**
   * Puts an earlier request into the composer, to be changed or sent again. Parts that aren't given stay as they are.
   */
  readonly reuse: (asked: Asked) => void
  /** Focuses the message box, where the user continues after sending. */
  readonly focusComposer: () => void
  /** Chooses the model of the message box from now on. */
  readonly chooseModel: (model: ModelId) => void
  /** The current alternatives, the choice in the message box first; none that would repeat the same request. */
  readonly otherWays: (message: AssistantMessage) => readonly OtherWay[]
  /** Attaches an image to the unsent message. `model`: the one that made it, if the open chat doesn't know it. */
  readonly editImage: (image: Omit<InputImage, 'role'>, model?: ModelId) => void
  /** The text model that would describe an image; undefined if no connection has one. */
  readonly findDescriber: (image: Omit<InputImage, 'role'>) => Model | undefined
  /** Puts a question about an image into the composer, for that model. Sends nothing. */
  readonly describeImage: (image: Omit<InputImage, 'role'>, model: ModelId) => void
  /** Opens the mask editor for an image. The mask is attached to the unsent message together with the image. */
  readonly paintMask: (image: Omit<InputImage, 'role'>, model?: ModelId) => void
  /** Whether marks can be sent with an image to the model that would edit it. `model`: the one that made it. */
  readonly canMarkUp: (model?: ModelId) => boolean
  /** Opens the markup editor for an image. The marks are attached to the unsent message together with the image. */
  readonly markUp: (image: Omit<InputImage, 'role'>, model?: ModelId) => void
  /**
   * Opens the dialog that extends the canvas of an image. The result and the mask of its new area are attached to the
   * unsent message.
   */
  readonly extendCanvas: (image: Omit<InputImage, 'role'>, model?: ModelId) => void
  /** Opens the crop dialog for an image. The cropped part is attached to the unsent message. */
  readonly cropImage: (image: Omit<InputImage, 'role'>, model?: ModelId) => void
  readonly viewImage: (id: AttachmentId) => void
  /** Compares the images of an answer with each other and with those of its other versions. */
  readonly compareImages: (id: MessageId) => void
  /** Opens the dialog for exporting the images of an answer together. */
  readonly exportImages: (id: MessageId) => void
  /** Saves a chat as a file, with its images. */
  readonly exportChat: (id: ChatId) => void
  /** Prints a whole chat, with its images. */
  readonly printChat: (id: ChatId) => void
  /** Shows what an image was made from and what was made from it. */
  readonly showFamily: (id: AttachmentId) => void
  /** Opens the panel next to the conversation, for one image of the answer or for a text. */
  readonly showDetails: (message: MessageId, image?: AttachmentId) => void
  /** Edits a question in place, and sends it with the current choice of the message box. */
  readonly PromptEditor: ComponentType<PromptEditorProps>
}

export const WindowActionsContext = createContext<WindowActions | undefined>(undefined)

export function useWindowActions(): WindowActions {
  const actions = useContext(WindowActionsContext)
  if (!actions) throw new Error('useWindowActions needs a WindowActionsContext above it')
  return actions
}
