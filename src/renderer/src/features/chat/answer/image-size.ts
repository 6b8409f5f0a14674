import { getDimensions, type Dimensions, type ImageSize } from '@shared/image-options'
import { findPreview, listAnswerImages } from '../answer-content'
import type { AssistantMessage } from '../model'

const UNKNOWN: Dimensions = { width: 1024, height: 1024 }

/**
 * The size of the n-th image of an answer: the real size once there are bytes, before that the requested one (previews
 * may be smaller). "auto" leaves it to the model: then a preview's size is used, and without one a square is the best
 * guess.
 */
export function imageSize(message: AssistantMessage, index: number): Dimensions {
  return listAnswerImages(message)[index] ?? askedSize(message.options?.size) ?? findPreview(message)?.image ?? UNKNOWN
}

function askedSize(size: ImageSize | undefined): Dimensions | undefined {
  return size && getDimensions(size)
}
