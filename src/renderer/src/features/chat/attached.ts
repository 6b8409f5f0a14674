/** The images attached to a message that isn't sent yet. Pure. */
import type { StoredImage } from '@shared/answer'
import type { Model } from '@shared/catalogue'
import type { AttachmentId, MessageId, ObjectHash } from '@shared/ids'
import type { ImageOrigin, InputImage } from '@shared/request'
import type { FollowUpPrompts } from '@shared/settings'
import { fitSettings, type ChatSettings } from '@shared/text-settings'
import { listAnswerImages } from './answer-content'
import type { AssistantMessage, Chat, ChatState, Conversation } from './model'
import { openChat, visibleMessages } from './selectors'

/** More than any model accepts; main refuses more. */
export const MOST_ATTACHED = 32

const NONE: readonly InputImage[] = []

/** Whether both are the same files in the same order. */
export function areSameImages(some: readonly InputImage[], others: readonly InputImage[]): boolean {
  return some.length === others.length && some.every(({ hash }, index) => hash === others[index]?.hash)
}

/** Appends more images, each file once. An image that the prompt refers to by name keeps its name. */
export function addImages(images: readonly InputImage[], more: readonly InputImage[]): readonly InputImage[] {
  const byHash = new Map<ObjectHash, InputImage>()
  for (const image of [...images, ...more]) {
    const name = byHash.get(image.hash)?.name
    byHash.set(image.hash, name !== undefined && image.name === undefined ? { ...image, name } : image)
  }
  return [...byHash.values()].slice(0, MOST_ATTACHED)
}

/**
 * The image that a follow-up edits: the last one of the last answer that has one. Failed answers are skipped, since their
 * prompt is tried again. Images that are still being made are skipped too: a prompt doesn't wait for one, and it shouldn't
 * become a new image without notice.
 */
export function findLastImage(conversation: Conversation): InputImage | undefined {
  const messages = visibleMessages(conversation)
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const answer = messages[index]
    if (answer?.role !== 'assistant') continue
    const image = listAnswerImages(answer).findLast(({ isDeleted }) => !isDeleted)
    if (image) return toInput(image)
    if (answer.status === 'done' || (answer.status === 'streaming' && answer.kind === 'text')) return undefined
  }
  return undefined
}

/** Returns whether an image is being made that will be the last one. */
export function isAwaitingImage(conversation: Conversation): boolean {
  const last = visibleMessages(conversation).findLast(
    (message) => message.role === 'assistant' && (message.status === 'streaming' || message.status === 'done'),
  )
  return last?.role === 'assistant' && last.status === 'streaming' && last.kind === 'image'
}

/** An image as an attachment; its role depends on the model that it's sent to. */
export function toInput(image: Omit<InputImage, 'role'>): InputImage {
  const known = inputs.get(image)
  if (known) return known
  const { attachmentId, hash, format, width, height, bytes, madeFrom } = image
  const file = { attachmentId, hash, format, width, height, bytes }
  const input: InputImage = { ...file, ...(madeFrom && { madeFrom }), role: 'reference' }
  inputs.set(image, input)
  return input
}

/** The origin of an image made from this one in Easel, never an intermediate step: "Use the original" is one step. */
export function findOrigin(image: Omit<InputImage, 'role'>): ImageOrigin {
  const { attachmentId, hash, format, width, height, bytes } = image
  return image.madeFrom ?? { attachmentId, hash, format, width, height, bytes }
}

/** The same object for the same image, so that nothing is re-rendered. */
const inputs = new WeakMap<object, InputImage>()

/** The images attached in the open chat. */
export function listAttached(state: Pick<ChatState, 'attached' | 'openChatId'>): readonly InputImage[] {
  return state.attached[state.openChatId ?? 'new'] ?? NONE
}

/**
 * How a model follows up on the last image, unless the chat says otherwise. `offered`: an image model makes a new one
 * until the user asks it to edit. `preset`: it edits, as set in Settings, until the user removes the image. `usual`: a
 * text model that can have images made in the chat is shown the last one until the user removes it.
 */
export type FollowUp = 'offered' | 'preset' | 'usual'

/**
 * Undefined for a model that takes no images, or a text model that makes none. `prompts`: from Settings, once loaded.
 */
export function findFollowUp(
  model: Model | undefined,
  settings: ChatSettings | undefined,
  prompts: FollowUpPrompts | undefined,
): FollowUp | undefined {
  if (model?.kind === 'image') return model.references && (prompts === 'edit-last' ? 'preset' : 'offered')
  return model?.sees && fitSettings(model.settings, settings).imageTool ? 'usual' : undefined
}

/** The images sent with the next message of the open chat: the attached ones, otherwise a followed-up last image. */
export function listSending(
  state: Pick<ChatState, 'attached' | 'openChatId' | 'chats' | 'messages' | 'chosen'>,
  followUp: FollowUp | undefined,
): readonly InputImage[] {
  const attached = listAttached(state)
  if (attached.length > 0 || !followUp) return attached
  const chat = openChat(state)
  const last = isFollowing(chat, followUp) ? findLastImage(state) : undefined
  return last && last.attachmentId !== chat?.leftOut ? [last] : NONE
}

/** Whether the last image is sent too. For image models the chat's own choice overrides Settings. */
export function isFollowing(chat: Pick<Chat, 'followsUp'> | undefined, followUp: FollowUp): boolean {
  return followUp === 'usual' || (chat?.followsUp ?? followUp === 'preset')
}

/**
 * The answer in the open chat that made an attached image, or its copy in a branch. An image's id starts with that of
 * its answer.
 */
export function findMaker(
  { messages }: Pick<ChatState, 'messages'>,
  image: Pick<InputImage, 'attachmentId'> | undefined,
): AssistantMessage | undefined {
  if (!image) return undefined
  const maker = image.attachmentId.split(':')[0] as MessageId
  const message =
    messages.get(maker) ??
    [...messages.values()].find((other) => other.role === 'assistant' && other.copiedFrom === maker)
  return message?.role === 'assistant' ? message : undefined
}

/** The prompt that the user had an image made with. */
export function findPrompt(state: Pick<ChatState, 'messages'>, image: InputImage | undefined): string | undefined {
  const maker = findMaker(state, image)
  const question = maker && state.messages.get(maker.parentId)
  return maker?.prompt ?? (question?.role === 'user' ? question.text : undefined)
}

/** An image of an answer in the open chat. */
export function findImage({ messages }: Pick<ChatState, 'messages'>, id: AttachmentId): StoredImage | undefined {
  for (const message of messages.values()) {
    const image =
      message.role === 'assistant' && listAnswerImages(message).find(({ attachmentId }) => attachmentId === id)
    if (image) return image
  }
  return undefined
}
