/** An endpoint's price from fal's own list, used if our table has none. Pure. */
import type { ImageModel } from '../model'
import type { ListedFacts } from '../service'
import { falImageModels, PIXELS_1K } from './models'

/** Returns our model with the listed price. Undefined if it isn't in our table, or already has a price there. */
export function describeListed(name: string, { prices }: ListedFacts = {}): ImageModel | undefined {
  const known = falImageModels.find(({ wireName }) => wireName === name)
  const [line, ...others] = prices?.lines ?? []
  if (!known || known.unitPrices || known.prices || !prices || !line || others.length > 0) return undefined
  if (line.unit !== 'image' && line.unit !== 'megapixel') return undefined
  const [low, high = low] = [line.each].flat()
  if (low === undefined || high === undefined) return undefined
  // The list has one price per endpoint, for the default resolution. Prices of larger images aren't listed.
  const limit = known.resolutions && known.resolutions.length > 1 ? { maxPixels: PIXELS_1K } : {}
  return {
    ...known,
    unitPrices: {
      unit: line.unit,
      steps: [{ ...limit, perUnit: low === high ? low : [low, high] }],
      asOf: prices.asOf,
      source: 'fal price list',
    },
  }
}
