import { getDimensions, type Dimensions } from '@shared/image-options'
import type { Ask } from './several'

/** The share by which two ratios may differ and still be one shape. */
const TOLERANCE = 0.02

/** Whether the answer will certainly have another shape than this image. */
export function asksOtherShape(image: Dimensions | undefined, { model, options }: Ask): boolean {
  if (!image || model.kind !== 'image' || model.service === 'demo') return false
  const asked = model.aspectRatios ? readRatio(options.aspectRatio) : getDimensions(options.size)
  if (!asked) return false
  return Math.abs((image.width * asked.height) / (image.height * asked.width) - 1) > TOLERANCE
}

/** "16:9". Undefined where the model chooses. */
function readRatio(ratio: string | undefined): Dimensions | undefined {
  const [width = 0, height = 0] = (ratio ?? '').split(':').map(Number)
  return width > 0 && height > 0 ? { width, height } : undefined
}
