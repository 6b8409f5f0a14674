/** Aspect ratios and resolutions, and the sizes equivalent to them. Pure. */
import {
  getDimensions,
  type AspectRatio,
  type Dimensions,
  type ImageOptions,
  type ImageResolution,
  type ImageSize,
} from '../image-options'
import type { ImageModel } from '../services/model'

/** The edge of a square, in pixels. */
const EDGES: Readonly<Record<ImageResolution, number>> = { '1K': 1024, '2K': 2048, '4K': 4096 }
/** Services round edges to their own steps. */
const STEP = 32
/** Relative difference below which two shapes look the same: 1376x768 counts as 16:9. */
const SAME_SHAPE = 0.03

/** Width divided by height. */
export function getAspect(shape: Dimensions | AspectRatio): number {
  if (typeof shape !== 'string') return shape.width / shape.height
  const [width = 1, height = 1] = shape.split(':').map(Number)
  return width / height
}

/** Approximately the size a service produces: 1376x768 for 16:9 and 1K. */
export function getShapePixels(ratio: AspectRatio, resolution: ImageResolution): Dimensions {
  const aspect = Math.sqrt(getAspect(ratio))
  const scale = EDGES[resolution] / EDGES['1K']
  const toEdge = (length: number): number => Math.max(STEP, Math.round(length / STEP) * STEP) * scale
  return { width: toEdge(EDGES['1K'] * aspect), height: toEdge(EDGES['1K'] / aspect) }
}

/** The pixels these options mean, regardless of the model they were chosen for. Undefined for "auto". */
export function getMeantPixels({ size, aspectRatio, resolution }: ImageOptions): Dimensions | undefined {
  const dimensions = getDimensions(size)
  if (aspectRatio === undefined && resolution === undefined) return dimensions
  const shape = aspectRatio ? getShapePixels(aspectRatio, '1K') : dimensions
  const edge = resolution ? EDGES[resolution] : dimensions && Math.sqrt(dimensions.width * dimensions.height)
  const aspect = Math.sqrt(shape ? getAspect(shape) : 1)
  const side = edge ?? EDGES['1K']
  if (aspectRatio && resolution) return getShapePixels(aspectRatio, resolution)
  return { width: Math.round(side * aspect), height: Math.round(side / aspect) }
}

export function haveSameShape(one: Dimensions | AspectRatio, other: Dimensions | AspectRatio): boolean {
  return Math.abs(Math.log(getAspect(one) / getAspect(other))) < SAME_SHAPE
}

/** Returns the size with the shape of `wanted` that is nearest in pixels. Undefined if no size has that shape. */
export function findSizeOfShape(sizes: readonly ImageSize[], wanted: Dimensions): ImageSize | undefined {
  const found = sizes.flatMap((size) => {
    const dimensions = getDimensions(size)
    if (!dimensions || !haveSameShape(dimensions, wanted)) return []
    return [
      { size, distance: Math.abs(Math.log((dimensions.width * dimensions.height) / (wanted.width * wanted.height))) },
    ]
  })
  return found.sort((one, other) => one.distance - other.distance)[0]?.size
}

/** Returns the aspect ratio and resolution nearest to these options. */
export function fitShape(
  { aspectRatios = [], resolutions = [] }: Pick<ImageModel, 'aspectRatios' | 'resolutions'>,
  options: ImageOptions,
): Pick<ImageOptions, 'size'> & Required<Pick<ImageOptions, 'aspectRatio' | 'resolution'>> {
  const wanted = getMeantPixels(options) ?? { width: EDGES['1K'], height: EDGES['1K'] }
  const shape = options.aspectRatio ?? wanted
  const aspectRatio =
    aspectRatios.find((ratio) => ratio === options.aspectRatio) ??
    nearest(aspectRatios, (ratio) => Math.log(getAspect(ratio) / getAspect(shape))) ??
    '1:1'
  const edge = options.resolution ? EDGES[options.resolution] : Math.sqrt(wanted.width * wanted.height)
  const resolution = nearest(resolutions, (name) => Math.log(EDGES[name] / edge)) ?? '1K'
  const { width, height } = getShapePixels(aspectRatio, resolution)
  return { size: `${width}x${height}`, aspectRatio, resolution }
}

function nearest<Value>(values: readonly Value[], distance: (value: Value) => number): Value | undefined {
  const far = (value: Value): number => Math.abs(distance(value))
  return values.toSorted((one, other) => far(one) - far(other))[0]
}
