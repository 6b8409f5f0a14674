import { getDimensions, type Dimensions } from '@shared/image-options'
import type { Ask } from './several'

/** Ratios that differ by less than this share count as the same shape. */
const TOLERANCE = 0.02

/** Whether the result is certain to have a different shape than this image. */
export function asksOtherShape(image: Dimensions | undefined, { model, options }: Ask): boolean {
  if (!image || model.kind !== 'image' || model.service === 'demo') return false
  const asked = model.aspectRatios ? readRatio(options.aspectRatio) : getDimensions(options.size)
  if (!asked) return false
  return Math.abs((image.width * asked.height) / (image.height * asked.width) - 1) > TOLERANCE
}

/** Reads a ratio like "16:9". Undefined if the model chooses. */
function readRatio(ratio: string | undefined): Dimensions | undefined {
  const [width = 0, height = 0] = (ratio ?? '').split(':').map(Number)
  return width > 0 && height > 0 ? { width, height } : undefined
}
