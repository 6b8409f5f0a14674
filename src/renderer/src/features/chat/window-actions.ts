import { createContext, useContext, type ComponentType } from 'react'
import type { Model, ModelId } from '@shared/catalogue'
import type { CapName } from '@shared/budget'
import type { AttachmentId, ChatId, MessageId } from '@shared/ids'
import type { ImageOptions } from '@shared/image-options'
import type { InputImage } from '@shared/request'
import type { SettingsSectionName } from '@/lib/settings-sections'
import type { AssistantMessage, UserMessage } from './model'

/** Another way to ask for an answer once more. */
export interface OtherWay {
  /** What stands in the message box now, rather than just another model. */
  readonly isChosen: boolean
  readonly model: Model
  readonly options: ImageOptions
}

export interface Asked {
  readonly text: string
  readonly model?: ModelId
  readonly options?: ImageOptions
  /** What was attached. Absent: what is attached stays. */
  readonly inputs?: readonly InputImage[]
}

export interface PromptEditorProps {
  readonly message: UserMessage
  /** Called right before its question is there again. */
  readonly onCancelled: () => void
}

/** What messages may ask of the parts of the window that they do not know. */
export interface WindowActions {
  /** `model`: what they are opened for, which tells the connection. */
  readonly openSettings: (section?: SettingsSectionName, model?: ModelId) => void
  readonly openChatSettings: () => void
  /** Where the cap that held something back can be raised. */
  readonly openCap: (cap: { readonly projectId?: ChatId | undefined; readonly name?: CapName | undefined }) => void
  readonly openUsage: () => void
  /** The library of prompts. `text`: to be saved there as a new one. */
  readonly openPrompts: (text?: string) => void
  /** The shelf of named images. `image`: gets a name. */
  readonly openReferences: (image?: AttachmentId) => void
  readonly openGallery: () => void
  /** Puts what was asked into the composer, to be changed or sent again. What is not given stays as it is there. */
  readonly reuse: (asked: Asked) => void
  /** To the message box, where one goes on after having asked. */
  readonly focusComposer: () => void
  /** What the message box asks from now on. */
  readonly chooseModel: (model: ModelId) => void
  /** The ways open now, the one chosen in the message box first; none that would be the same again. */
  readonly otherWays: (message: AssistantMessage) => readonly OtherWay[]
  /** Attaches an image to the message that is being written. `model`: what made it, where the open chat doesn't know it. */
  readonly editImage: (image: Omit<InputImage, 'role'>, model?: ModelId) => void
  /** The text model that would describe an image; undefined where no connection has one. */
  readonly findDescriber: (image: Omit<InputImage, 'role'>) => Model | undefined
  /** Puts a question about an image into the composer, for that model. Sends nothing. */
  readonly describeImage: (image: Omit<InputImage, 'role'>, model: ModelId) => void
  /** Opens the painter over an image. What is painted goes with it to the message that is being written. */
  readonly paintMask: (image: Omit<InputImage, 'role'>, model?: ModelId) => void
  /** Whether marks can go with an image to the model that would edit it. `model`: what made it. */
  readonly canMarkUp: (model?: ModelId) => boolean
  /** Opens the marks over an image. They go with it to the message that is being written. */
  readonly markUp: (image: Omit<InputImage, 'role'>, model?: ModelId) => void
  /** Opens what extends the canvas of an image. It goes to the message that is being written, with the mask of what is new. */
  readonly extendCanvas: (image: Omit<InputImage, 'role'>, model?: ModelId) => void
  /** Opens what cuts an image. The part goes to the message that is being written. */
  readonly cropImage: (image: Omit<InputImage, 'role'>, model?: ModelId) => void
  readonly viewImage: (id: AttachmentId) => void
  /** The images of an answer with each other, and with those of its other versions. */
  readonly compareImages: (id: MessageId) => void
  /** Asks how the images of an answer are to leave Easel together. */
  readonly exportImages: (id: MessageId) => void
  /** Saves a chat as a file, with its images. */
  readonly exportChat: (id: ChatId) => void
  /** Prints a whole chat, with its images. */
  readonly printChat: (id: ChatId) => void
  /** What an image was made from, and what was made from it. */
  readonly showFamily: (id: AttachmentId) => void
  /** In the panel beside the conversation: of one image of the answer, or of a text. */
  readonly showDetails: (message: MessageId, image?: AttachmentId) => void
  /** Edits a question in its place, and asks with what the message box would ask with. */
  readonly PromptEditor: ComponentType<PromptEditorProps>
}

export const WindowActionsContext = createContext<WindowActions | undefined>(undefined)

export function useWindowActions(): WindowActions {
  const actions = useContext(WindowActionsContext)
  if (!actions) throw new Error('useWindowActions needs a WindowActionsContext above it')
  return actions
}
