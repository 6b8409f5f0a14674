/** The price that fal's own list has for an endpoint, where our table has none. Pure. */
import type { ImageModel } from '../model'
import type { ListedFacts } from '../service'
import { falImageModels, PIXELS_1K } from './models'

/** Our model with the listed price. Undefined for what isn't in our table, or has a price of its own there. */
export function describeListed(name: string, { prices }: ListedFacts = {}): ImageModel | undefined {
  const known = falImageModels.find(({ wireName }) => wireName === name)
  const [line, ...others] = prices?.lines ?? []
  if (!known || known.unitPrices || known.prices || !prices || !line || others.length > 0) return undefined
  if (line.unit !== 'image' && line.unit !== 'megapixel') return undefined
  const [low, high = low] = [line.each].flat()
  if (low === undefined || high === undefined) return undefined
  // There's one price for each endpoint. It's that of the usual resolution: what larger images cost isn't listed.
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
