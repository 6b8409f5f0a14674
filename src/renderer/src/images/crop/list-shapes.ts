/** The shapes that an image can be cropped to. Pure. */
import type { Model } from '@shared/catalogue'
import { haveSameShape } from '@shared/catalogue/shapes'
import { getDimensions, type AspectRatio, type Dimensions } from '@shared/image-options'

export interface CropShape {
  readonly ratio: AspectRatio
  /** The model makes images of this shape. */
  readonly isOffered: boolean
}

const USUAL = ['1:1', '4:3', '3:4', '3:2', '2:3', '16:9', '9:16'] as const satisfies readonly AspectRatio[]

/** Lists the shapes that the model makes, then the usual ones, each only once. */
export function listShapes(model: Model | undefined): readonly CropShape[] {
  const offered = model?.kind === 'image' ? [...(model.aspectRatios ?? []), ...model.sizes.flatMap(reduceSize)] : []
  const shapes: CropShape[] = []
  for (const ratio of [...offered, ...USUAL]) {
    if (shapes.some((known) => haveSameShape(known.ratio, ratio))) continue
    shapes.push({ ratio, isOffered: offered.includes(ratio) })
  }
  return shapes
}

/** Returns the usual shape that a size matches, otherwise its reduced ratio: 3:2 for "1536x1024". */
function reduceSize(size: Parameters<typeof getDimensions>[0]): readonly AspectRatio[] {
  const dimensions = getDimensions(size)
  if (!dimensions) return []
  return [USUAL.find((ratio) => haveSameShape(ratio, dimensions)) ?? reduce(dimensions)]
}

function reduce({ width, height }: Dimensions): AspectRatio {
  let [divisor, rest] = [width, height]
  while (rest > 0) [divisor, rest] = [rest, divisor % rest]
  return `${width / divisor}:${height / divisor}`
}
