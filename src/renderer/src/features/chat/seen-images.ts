/** The images that text models are shown again with each message. Pure. */
import type { Conversation } from './model'
import { visibleMessages } from './selectors'
import { listSeenImages } from './tree'

/** How many images of earlier messages go with the next one, where the model sees. */
export function countSeenImages(conversation: Conversation): number {
  return visibleMessages(conversation).reduce(
    (sum, message) => sum + (message.role === 'user' ? listSeenImages(message).length : 0),
    0,
  )
}
