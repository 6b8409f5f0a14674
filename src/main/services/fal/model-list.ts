/**
 * `GET /v1/models/pricing` of the platform's API: which of our endpoints exist, and their unit prices. Needs a key and
 * is free. Listed prices apply only where our table has none, because there's one per endpoint, whatever the size.
 */
import type { ListedModel } from '@shared/catalogue/offers'
import { falImageModels } from '@shared/services/fal/models'
import type { ListedPrice } from '@shared/services/service'
import { readPieces } from '../answer-body'
import { isRecord } from '../json'
import type { ModelListSource } from '../model-list-source'
import { readList } from '../read-list'

const MAX_LIST_BYTES = 256 * 1024
/** The most that can be requested at once. */
const MOST_MODELS = 50

export const modelList: ModelListSource = {
  request: (fetch, { baseUrl, listUrl = baseUrl, key }, signal) => {
    const names = falImageModels.map(({ wireName }) => encodeURIComponent(wireName)).join(',')
    const headers: Record<string, string> = key === undefined ? {} : { authorization: `Key ${key}` }
    return fetch(`${listUrl}/models/pricing?endpoint_id=${names}`, { headers, redirect: 'manual', signal })
  },
  read: (response) =>
    readList(readPieces(response), {
      field: 'prices',
      parse: parseModel,
      mostItems: MOST_MODELS,
      mostBytes: MAX_LIST_BYTES,
    }),
}

function parseModel(item: unknown): readonly ListedModel[] {
  if (!isRecord(item)) return []
  const { endpoint_id: name } = item
  if (typeof name !== 'string' || !falImageModels.some(({ wireName }) => wireName === name)) return []
  const price = readPrice(item)
  return [{ name, ...(price && { facts: { prices: { asOf: nameToday(), lines: [price] } } }) }]
}

/** Returns undefined if it isn't a price in dollars per image or megapixel. 0 means that the price is unknown. */
function readPrice({ unit_price: dollars, unit, currency }: Record<string, unknown>): ListedPrice | undefined {
  const unitName = typeof unit === 'string' ? UNITS[unit.toLowerCase()] : undefined
  if (!unitName || currency !== 'USD' || typeof dollars !== 'number') return undefined
  if (!Number.isFinite(dollars) || dollars <= 0 || dollars > MOST_DOLLARS) return undefined
  return { what: 'imageOut', unit: unitName, each: Math.ceil(Number((dollars * 1e6).toPrecision(12))) }
}

const UNITS: Readonly<Record<string, 'image' | 'megapixel'>> = {
  image: 'image',
  images: 'image',
  generation: 'image',
  generations: 'image',
  megapixel: 'megapixel',
  megapixels: 'megapixel',
}

/** More than any image costs, so a larger number can't be a unit price. */
const MOST_DOLLARS = 100

/** In UTC. */
function nameToday(): string {
  return new Date().toISOString().slice(0, 10)
}
