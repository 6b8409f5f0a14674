/** What several models have in common: the options offered when one prompt goes to all of them. Pure. */
import { getDimensions, type ImageSize } from '../image-options'
import type { ImageModel, SizeRule } from '../services/model'
import { getShapePixels, haveSameShape } from './shapes'

/**
 * Builds a model with only what all of them can do, under the first one's id. It has no price: each model has its own,
 * for its own fitted options.
 */
export function combineModels(models: readonly [ImageModel, ...ImageModel[]]): ImageModel {
  const [first, ...others] = models
  if (others.length === 0) return first
  const { id, service, connection, name, wireName } = first
  const asking = models.filter(({ choosesFormat }) => !choosesFormat)
  return {
    kind: 'image',
    id,
    service,
    connection,
    name,
    wireName,
    ...combineShapes(models),
    qualities: intersect(models.map(({ qualities }) => qualities)),
    ...(asking.length > 0
      ? { formats: intersect(asking.map(({ formats }) => formats)) }
      : { formats: first.formats, choosesFormat: true }),
    backgrounds: intersect(models.map(({ backgrounds }) => backgrounds)),
    moderations: intersect(models.map(({ moderations }) => moderations)),
    maxImages: Math.min(...models.map(({ maxImages }) => maxImages)),
    maxPreviews: Math.min(...models.map(({ maxPreviews }) => maxPreviews)),
    maxPromptLength: Math.min(...models.map(({ maxPromptLength }) => maxPromptLength)),
  }
}

type Shapes = Pick<ImageModel, 'sizes' | 'aspectRatios' | 'resolutions' | 'freeSizes'>

/** Shapes if all models have them; otherwise sizes, limited to those for which the models with shapes have a shape. */
function combineShapes(models: readonly ImageModel[]): Shapes {
  const shaped = models.filter(({ aspectRatios }) => aspectRatios !== undefined)
  const sized = models.filter(({ aspectRatios }) => aspectRatios === undefined)
  if (sized.length === 0) {
    return {
      sizes: [],
      aspectRatios: intersect(shaped.map(({ aspectRatios = [] }) => aspectRatios)),
      resolutions: intersect(shaped.map(({ resolutions = [] }) => resolutions)),
    }
  }
  const sizes = intersect(sized.map((model) => model.sizes)).filter((size) =>
    shaped.every((model) => hasShape(model, size)),
  )
  const rules = sized.flatMap(({ freeSizes }) => freeSizes ?? [])
  const areAllFree = shaped.length === 0 && rules.length === sized.length
  return { sizes: sizes.length > 0 ? sizes : ['auto'], ...(areAllFree && { freeSizes: combineRules(rules) }) }
}

function hasShape({ aspectRatios = [] }: ImageModel, size: ImageSize): boolean {
  const wanted = getDimensions(size)
  return wanted !== undefined && aspectRatios.some((ratio) => haveSameShape(getShapePixels(ratio, '1K'), wanted))
}

/** Returns the strictest combination. Steps are powers of two everywhere, so the largest step fits all. */
function combineRules(rules: readonly SizeRule[]): SizeRule {
  const least = (read: (rule: SizeRule) => number): number => Math.min(...rules.map(read))
  const most = (read: (rule: SizeRule) => number): number => Math.max(...rules.map(read))
  return {
    multipleOf: most(({ multipleOf }) => multipleOf),
    minPixels: most(({ minPixels }) => minPixels),
    maxPixels: least(({ maxPixels }) => maxPixels),
    maxEdge: least(({ maxEdge }) => maxEdge),
    maxAspect: least(({ maxAspect }) => maxAspect),
    experimentalAbove: least(({ experimentalAbove }) => experimentalAbove),
  }
}

/** Returns the values in all lists, in the order of the first. */
function intersect<Value>([first = [], ...others]: readonly (readonly Value[])[]): readonly Value[] {
  return first.filter((value) => others.every((list) => list.includes(value)))
}
