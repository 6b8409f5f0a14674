/** Finds the attached images whose missing files kept a message from being sent. */
import type { ObjectHash } from '@shared/ids'
import type { FailedAnswer, Conversation, UserMessage } from '../model'
import { conversationUpTo, listSeenImages } from '../tree'

export interface Missing {
  readonly question: UserMessage
  readonly hashes: readonly ObjectHash[]
}

/**
 * Returns the question with missing images: the failed one, else the newest earlier one, since text models receive earlier
 * images again. Undefined if all files exist by now. `isThere`: whether a file exists.
 */
export async function findMissing(
  conversation: Conversation,
  { parentId, kind }: Pick<FailedAnswer, 'parentId' | 'kind'>,
  isThere: (hash: ObjectHash) => Promise<boolean>,
): Promise<Missing | undefined> {
  const asked = conversationUpTo(conversation, parentId).filter((message) => message.role === 'user')
  for (const question of kind === 'text' ? asked.toReversed() : asked.slice(-1)) {
    const images = question.id === parentId ? question.inputs : listSeenImages(question)
    const found = await Promise.all(images.map(async ({ hash }) => ((await isThere(hash)) ? [] : [hash])))
    const hashes = found.flat()
    if (hashes.length > 0) return { question, hashes }
  }
  return undefined
}
