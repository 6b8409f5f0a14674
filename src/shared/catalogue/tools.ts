/** One-click image tools that need no prompt: which model each uses, and what it costs. Pure. */
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '../image-options'
import { estimateImageCost, type Estimate } from '../pricing'
import type { InputImage } from '../request'
import { findService } from '../services'
import type { Connection } from '../connections'
import { IMAGE_TOOLS, type ImageModel, type ImageTool, type ImageToolName } from '../services/model'
import { findInputProblem } from './inputs'
import type { ModelFinder } from './find-listed'
import { fitOptions, formatSize } from './options'
import { findModel, toConnection } from '.'

export interface ToolOffer {
  readonly tool: ImageToolName
  readonly model: ImageModel
  readonly options: ImageOptions
  readonly estimate: Estimate
}

/** For "Four like this". */
const VARIATIONS = 4

/** Offers at most one tool of each kind, the cheapest. In a tie the first of `connections`, the usable ones, wins. */
export function listToolOffers(
  connections: readonly Pick<Connection, 'id' | 'service'>[],
  image: InputImage,
  find: ModelFinder = findModel,
): readonly ToolOffer[] {
  const offers = connections.flatMap(({ id, service }) =>
    (findService(service)?.models ?? []).flatMap((known) => {
      const model = known.kind === 'image' && known.tool ? find(toConnection(known, id).id) : undefined
      const isTool = model?.kind === 'image' && model.tool && takes(model, model.tool, image)
      return isTool ? [createOffer(model, model.tool, image)] : []
    }),
  )
  return IMAGE_TOOLS.flatMap((name) => {
    const [cheapest] = offers
      .filter(({ tool }) => tool === name)
      .toSorted((one, other) => getHighest(one.estimate) - getHighest(other.estimate))
    return cheapest ? [cheapest] : []
  })
}

function takes(model: ImageModel, { name, maxInputEdge, maxInputPixels }: ImageTool, image: InputImage): boolean {
  const { width, height, format } = image
  // It's already a vector image.
  if (name === 'vectorize' && format === 'svg') return false
  const fits = Math.max(width, height) <= maxInputEdge && width * height <= maxInputPixels
  return fits && !findInputProblem(model, [image])
}

function createOffer(model: ImageModel, { name, factor = 1 }: ImageTool, { width, height }: InputImage): ToolOffer {
  const options = fitOptions(model, {
    ...DEFAULT_IMAGE_OPTIONS,
    quality: 'auto',
    previews: 0,
    size: formatSize({ width: Math.round(width * factor), height: Math.round(height * factor) }),
    count: name === 'vary' ? VARIATIONS : 1,
  })
  return { tool: name, model, options, estimate: estimateImageCost(model, options, 0, 1) }
}

function getHighest(estimate: Estimate): number {
  if (estimate.kind === 'range') return estimate.high
  return estimate.kind === 'free' ? 0 : Number.POSITIVE_INFINITY
}
