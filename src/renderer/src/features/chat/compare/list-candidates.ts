/** Lists the images that an answer can be compared with: its own and those of its other versions. Pure. */
import type { StoredImage } from '@shared/answer'
import type { AttachmentId, MessageId } from '@shared/ids'
import { MOST_COMPARED } from '@/images/compare/candidate'
import { listShownImages } from '../answer-content'
import type { AssistantMessage, Message } from '../model'

export interface VersionImage {
  readonly message: AssistantMessage
  readonly image: StoredImage
  /** The number of the answer among the versions, from 1. */
  readonly version: number
  /** The number of the image in its answer, from 1. Absent if it's the only one. */
  readonly position?: number
}

/** Every image of all versions, starting with the oldest version. */
export function listVersionImages(versions: readonly Message[]): readonly VersionImage[] {
  return versions.flatMap((message, index) => {
    if (message.role !== 'assistant') return []
    const images = listShownImages(message)
    return images.map((image, position) => ({
      message,
      image,
      version: index + 1,
      ...(images.length > 1 && { position: position + 1 }),
    }))
  })
}

/** Whether there is anything to compare. */
export function canCompare(versions: readonly Message[]): boolean {
  return listVersionImages(versions).length > 1
}

/**
 * The images to start with: the answer's own, as many as fit. A single image is compared with the first image of the
 * previous version, or of the next one if it's in the first version.
 */
export function chooseCompared(images: readonly VersionImage[], id: MessageId): readonly AttachmentId[] {
  const own = images.filter(({ message }) => message.id === id)
  if (own.length > 1) return readIds(own.slice(0, MOST_COMPARED))
  const [mine] = own
  if (!mine) return readIds(images.slice(0, 2))
  const others = images.filter(({ message, position = 1 }) => message.id !== id && position === 1)
  const before = others.findLast(({ version }) => version < mine.version)
  if (before) return readIds([before, mine])
  return readIds([mine, ...others.slice(0, 1)])
}

function readIds(images: readonly VersionImage[]): readonly AttachmentId[] {
  return images.map(({ image }) => image.attachmentId)
}
