/** Lists the images that led to an answer, as far as they are in its chat. Pure. */
import type { AttachmentId, MessageId } from '@shared/ids'
import type { InputImage } from '@shared/request'
import { findInputs, listAnswerImages } from '../answer-content'
import type { AssistantMessage, Message } from '../model'

export interface Ancestor {
  readonly image: InputImage
  /** The answer that made it. Absent for an image that the user added or that comes from another chat. */
  readonly answer?: AssistantMessage
}

/** More wouldn't fit on a line. */
const MOST = 12

const makersOfMessages = new WeakMap<ReadonlyMap<MessageId, Message>, ReadonlyMap<AttachmentId, AssistantMessage>>()

/** The first image of each step, oldest first, up to the one that the answer was made from. Empty if there is none. */
export function listAncestors(
  messages: ReadonlyMap<MessageId, Message>,
  answer: AssistantMessage,
): readonly Ancestor[] {
  const ancestors: Ancestor[] = []
  const seen = new Set<AttachmentId>()
  for (let step: AssistantMessage | undefined = answer; step && ancestors.length < MOST;) {
    const input = findInputs(messages, step).find(({ role }) => role === 'reference' || role === 'context')
    const image = input && findOriginal(input)
    if (!image || seen.has(image.attachmentId)) break
    seen.add(image.attachmentId)
    const maker: AssistantMessage | undefined = findMakers(messages).get(image.attachmentId)
    ancestors.unshift({ image, ...(maker && { answer: maker }) })
    step = maker
  }
  return ancestors
}

/** An image made from another one in Easel counts as the original: no model was involved. */
function findOriginal(input: InputImage): InputImage {
  const { madeFrom, role } = input
  if (!madeFrom) return input
  const known = originals.get(input) ?? { ...madeFrom, role }
  originals.set(input, known)
  return known
}

/** The same object for the same input, so that nothing is re-rendered. */
const originals = new WeakMap<InputImage, InputImage>()

function findMakers(messages: ReadonlyMap<MessageId, Message>): ReadonlyMap<AttachmentId, AssistantMessage> {
  const known = makersOfMessages.get(messages)
  if (known) return known
  const makers = new Map<AttachmentId, AssistantMessage>()
  for (const message of messages.values()) {
    if (message.role !== 'assistant') continue
    for (const { attachmentId } of listAnswerImages(message)) makers.set(attachmentId, message)
  }
  makersOfMessages.set(messages, makers)
  return makers
}
