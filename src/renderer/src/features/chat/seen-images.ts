/** The images that are sent to text models again with each message. Pure. */
import type { Conversation } from './model'
import { visibleMessages } from './selectors'
import { listSeenImages } from './tree'

/** How many images of earlier messages are sent with the next one, if the model accepts images. */
export function countSeenImages(conversation: Conversation): number {
  return visibleMessages(conversation).reduce(
    (sum, message) => sum + (message.role === 'user' ? listSeenImages(message).length : 0),
    0,
  )
}
