/** Converts the prices in OpenRouter's list. A model with any part of unknown price gets no price. Pure. */
import { getShapePixels } from '../../catalogue/shapes'
import type { ImageResolution } from '../../image-options'
import type { ImageModel, TextModel, UnitPrices } from '../model'
import type { ListedFacts, ListedPrice } from '../service'

type Prices = NonNullable<ListedFacts['prices']>

const SOURCE = 'OpenRouter'
const RESOLUTIONS: readonly ImageResolution[] = ['1K', '2K', '4K']
/** Other shapes of a resolution have slightly more pixels than its square. */
const ROOM = 1.2

export function describeImagePrices(
  { asOf, lines }: Prices,
  resolutions: readonly ImageResolution[] = [],
): Pick<ImageModel, 'prices' | 'unitPrices'> {
  const made = lines.filter(({ what }) => what === 'imageOut')
  const unit = made[0]?.unit
  if (unit === undefined || made.some((line) => line.unit !== unit)) return {}
  if (unit === 'token') {
    const prices = describeTokens(lines, asOf)
    return prices ? { prices } : {}
  }
  if (unit !== 'image' && unit !== 'megapixel') return {}
  const steps = describeSteps(made, resolutions)
  return steps.length > 0 ? { unitPrices: { unit, steps, ...describeInputs(lines), asOf, source: SOURCE } } : {}
}

/** Inputs that aren't listed aren't billed; inputs billed by pixels or tokens have no price per image. */
function describeInputs(lines: readonly ListedPrice[]): Pick<UnitPrices, 'perInput'> {
  const shown = lines.filter(({ what }) => what === 'imageIn')
  if (shown.some(({ unit }) => unit !== 'image')) return {}
  return { perInput: joinSpans(shown) ?? 0 }
}

/** Either a price per resolution, or one for all. */
function describeSteps(lines: readonly ListedPrice[], resolutions: readonly ImageResolution[]): UnitPrices['steps'] {
  const general = lines.filter(({ resolution }) => resolution === undefined)
  const special = RESOLUTIONS.flatMap((resolution) => {
    const span = joinSpans(lines.filter((line) => line.resolution === resolution))
    return span ? [{ maxPixels: countPixels(resolution), perUnit: span }] : []
  })
  const span = joinSpans(general)
  if (special.length === 0) return span ? [{ perUnit: span }] : []
  // Larger images without their own price have none, unless there's one for all other resolutions.
  const last = special.at(-1)?.maxPixels ?? 0
  const isCovered = resolutions.every((resolution) => countPixels(resolution) <= last)
  return span && !isCovered ? [...special, { perUnit: span }] : special
}

function countPixels(resolution: ImageResolution): number {
  const { width, height } = getShapePixels('1:1', resolution)
  return width * height * ROOM
}

/**
 * The price range across a model's providers, in whole micro-dollars. Rounded up, so that nothing with a price becomes
 * free.
 */
function joinSpans(lines: readonly ListedPrice[]): number | readonly [number, number] | undefined {
  const values = lines.flatMap(({ each }) => each).map((each) => Math.ceil(each))
  if (values.length === 0) return undefined
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low === high ? low : [low, high]
}

/** The highest price of each, so that a computed cost is never too low. */
function describeTokens(lines: readonly ListedPrice[], asOf: string): ImageModel['prices'] | undefined {
  const find = (what: ListedPrice['what']): number | undefined => {
    const values = lines.filter((line) => line.what === what && line.unit === 'token').flatMap(({ each }) => each)
    return values.length > 0 ? Math.max(...values) : undefined
  }
  const [textIn, imageIn, imageOut, textOut] = [find('textIn'), find('imageIn'), find('imageOut'), find('textOut')]
  if (textIn === undefined || imageOut === undefined) return undefined
  const images = imageIn ?? textIn
  return {
    textIn,
    textCached: textIn,
    imageIn: images,
    imageCached: images,
    imageOut,
    ...(textOut !== undefined && { textOut }),
    asOf,
    source: SOURCE,
  }
}

export function describeTextPrices({ asOf, lines }: Prices): Pick<TextModel, 'prices' | 'tokenPrices'> {
  // A price per request or per image isn't part of the token sum.
  if (lines.some(({ what, unit, each }) => (unit !== 'token' || what === 'imageIn') && each !== 0)) return {}
  const find = (name: ListedPrice['what']): number | undefined => {
    const values = lines.filter(({ what, unit }) => what === name && unit === 'token').flatMap(({ each }) => each)
    return values.length > 0 ? Math.max(...values) : undefined
  }
  const [textIn, textOut] = [find('textIn'), find('textOut')]
  if (textIn === undefined || textOut === undefined) return {}
  return textIn === 0 && textOut === 0 ? { prices: 'free' } : { tokenPrices: { textIn, textOut, asOf, source: SOURCE } }
}
