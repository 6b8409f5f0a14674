import { expect, test } from 'vitest'
import { createModelFinder } from '@shared/catalogue/find-listed'
import { listOffers } from '@shared/catalogue/offers'
import { fitOptions } from '@shared/catalogue/options'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { estimateImageCost } from '@shared/pricing'
import { modelList } from './model-list'

const BANANA = 'google/nano-banana-2.1'
const today = new Date().toISOString().slice(0, 10)

/** Returns the estimate for one model after this line was read from the list. */
async function estimate(line: object, name = BANANA, part: Partial<ImageOptions> = {}) {
  const body = { prices: [{ endpoint_id: name, ...line }], next_cursor: null }
  const calls = { fetch, account: { baseUrl: 'https://api.fal.ai/v1' }, signal: new AbortController().signal }
  const models = (await modelList.read(new Response(JSON.stringify(body)), calls)) ?? []
  const listing = { server: 'https://api.fal.ai', readAt: 0, models }
  const model = createModelFinder(() => listing)(`fal:${name}`)
  if (model?.kind !== 'image') throw new Error('it is no image model')
  const offered = listOffers({
    connections: [{ id: 'fal', service: 'fal', listing }],
    recommended: 'openai:gpt-image-2',
  })
  expect(offered.find((offer) => offer.model.id === model.id)?.model).toEqual(model)
  const options = fitOptions(model, { ...DEFAULT_IMAGE_OPTIONS, ...part })
  return { cost: estimateImageCost(model, options, 4), prices: model.unitPrices }
}

test('a price that our table lacks is that of the list, with its day', async () => {
  const { cost, prices } = await estimate({ unit_price: 0.0398, unit: 'images', currency: 'USD' })
  expect(cost).toEqual({ kind: 'range', low: 39_800, high: 39_800 })
  expect(prices).toMatchObject({ asOf: today, source: 'fal price list' })
})

test('it is that of the usual resolution: what a larger image costs stays unknown', async () => {
  const line = { unit_price: 0.0398, unit: 'images', currency: 'USD' }
  expect((await estimate(line, BANANA, { aspectRatio: '1:1', resolution: '4K' })).cost).toEqual({ kind: 'unknown' })
})

test('a price of our table stays', async () => {
  const { cost } = await estimate({ unit_price: 9, unit: 'images', currency: 'USD' }, 'fal-ai/flux/dev')
  expect(cost).toEqual({ kind: 'range', low: 25_000, high: 25_000 })
})

test.each([
  ['none', {}],
  ['in another currency', { unit_price: 0.04, unit: 'images', currency: 'EUR' }],
  ['without a currency', { unit_price: 0.04, unit: 'images' }],
  ['in another unit', { unit_price: 0.0011, unit: 'compute seconds', currency: 'USD' }],
  ['without a unit', { unit_price: 0.04, currency: 'USD' }],
  ['a negative one', { unit_price: -0.04, unit: 'images', currency: 'USD' }],
  ['nothing', { unit_price: 0, unit: 'images', currency: 'USD' }],
  ['in words', { unit_price: '0.04', unit: 'images', currency: 'USD' }],
  ['an absurd one', { unit_price: 4e9, unit: 'images', currency: 'USD' }],
])('a listed price that is %s is no price', async (_what, line) => {
  expect((await estimate(line)).cost).toEqual({ kind: 'unknown' })
})
