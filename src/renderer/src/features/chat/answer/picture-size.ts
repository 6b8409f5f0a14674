import { dimensionsOf, type Dimensions, type ImageSize } from '@shared/image-options'
import type { AssistantMessage } from '../model'

const UNKNOWN: Dimensions = { width: 1024, height: 1024 }

/**
 * The box of the n-th picture of an answer: the real one once there are bytes, before that the one asked for (previews
 * may be smaller). "auto" leaves it to the model: a preview knows its shape, and before that a square is the best guess.
 */
export function pictureSize(message: AssistantMessage, index: number): Dimensions {
  return message.images[index] ?? askedSize(message.options?.size) ?? message.preview?.picture ?? UNKNOWN
}

function askedSize(size: ImageSize | undefined): Dimensions | undefined {
  return size && dimensionsOf(size)
}

/** Pictures side by side: 2 in a row, 4 as 2 by 2, else 3 in a row. */
export function gridColumns(count: number): number {
  if (count <= 1) return 1
  return count === 2 || count === 4 ? 2 : 3
}
