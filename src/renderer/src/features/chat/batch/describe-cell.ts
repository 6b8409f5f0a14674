/** Descriptions of a batch's cell. Pure. */
import type { ImageModel } from '@shared/catalogue'
import { nameShape, type ImageOptions } from '@shared/image-options'

/** "1536x1024, high, 2 images": only options that the model has. `countImages` formats a number of images. */
export function describeOptions(
  options: ImageOptions,
  model: ImageModel | undefined,
  countImages: (count: number) => string,
): string {
  const hasQualities = (model?.qualities.length ?? 0) > 1
  return [
    nameShape(options),
    ...(hasQualities ? [options.quality] : []),
    ...(options.count > 1 ? [countImages(options.count)] : []),
  ].join(', ')
}
