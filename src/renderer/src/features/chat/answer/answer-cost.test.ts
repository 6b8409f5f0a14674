import { expect, test } from 'vitest'
import type { TextModel } from '@shared/catalogue'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { createTokenUsage } from '@shared/usage'
import { findCharge, findCost, isCostOpen } from './answer-cost'

const usage = createTokenUsage({ textIn: 5, imageOut: 639 })!
const asked = {
  model: 'openai:gpt-image-2.5-flare',
  options: DEFAULT_IMAGE_OPTIONS,
  prompt: 'a lighthouse',
  inputs: 0,
} as const

test('a sum that follows from what the provider counted is computed', () => {
  expect(findCost({ ...asked, status: 'done', bill: { usage, cost: { amount: 19_195, source: 'computed' } } })).toEqual(
    {
      source: 'computed',
      amount: 19_195,
    },
  )
})

test('a sum that the provider named is its own, with counts or without', () => {
  const cost = { amount: 40_000, source: 'reported' } as const
  expect(findCost({ ...asked, status: 'done', bill: { cost } })).toEqual(cost)
  expect(findCost({ ...asked, status: 'done', bill: { usage, cost } })).toEqual(cost)
})

test('without counts the estimate is shown, and says that it is one', () => {
  expect(findCost({ ...asked, status: 'done', bill: {} })).toMatchObject({ source: 'estimated' })
  expect(findCost({ ...asked, status: 'streaming' })).toMatchObject({ source: 'estimated' })
})

test('what is not known has no amount', () => {
  const text = { model: 'openai:gpt-6.1-terra', inputs: 0, status: 'done', bill: { usage } } as const
  expect(findCost(text)).toEqual({ source: 'unknown' })
  expect(findCost({ ...asked, status: 'cancelled', charge: 'unknown' })).toEqual({ source: 'unknown' })
})

test('what a text model with a price will cost is open while it writes, and unknown only without one', () => {
  const unpriced = { kind: 'text', id: 'openai:gpt-6.1-terra' } as Partial<TextModel> as TextModel
  const priced = { ...unpriced, tokenPrices: { textIn: 1, textOut: 4 } }
  const isOpen = (status: 'streaming' | 'done', model: TextModel) =>
    isCostOpen({ model: model.id, status }, () => model)
  expect(isOpen('streaming', priced)).toBe(true)
  expect(isOpen('streaming', unpriced)).toBe(false)
  expect(isOpen('done', priced)).toBe(false)
  expect(isCostOpen({ ...asked, status: 'streaming' })).toBe(false)
})

test('what failed before anything was billed cost nothing', () => {
  const failure = { code: 'prompt-refused', charge: 'none', at: 0 } as const
  expect(findCost({ ...asked, status: 'failed', failure })).toEqual({ source: 'computed', amount: 0 })
})

test('a free model is free, however its answer ended', () => {
  expect(findCost({ model: 'demo:image', inputs: 0, status: 'done', bill: {} })).toEqual({ source: 'free' })
  expect(findCost({ model: 'demo:image', inputs: 0, status: 'cancelled', charge: 'unknown' })).toEqual({
    source: 'free',
  })
})

test('every answer that ended early has a verdict on the money, and no other has', () => {
  const failure = { code: 'timed-out', charge: 'unknown', at: 0 } as const
  expect(findCharge({ status: 'failed', failure })).toBe('unknown')
  expect(findCharge({ status: 'cancelled', charge: 'none' })).toBe('none')
  expect(findCharge({ status: 'done' })).toBeUndefined()
  expect(findCharge({ status: 'streaming' })).toBeUndefined()
})

test('images that were attached are part of what an answer probably cost', () => {
  const without = findCost({ ...asked, status: 'streaming' })
  const withTwo = findCost({ ...asked, inputs: 2, status: 'streaming' })
  expect(without.source === 'estimated' && withTwo.source === 'estimated').toBe(true)
  expect(highest(withTwo)).toBeGreaterThan(highest(without))
})

function highest(cost: ReturnType<typeof findCost>): number {
  return 'estimate' in cost ? cost.estimate.high : 0
}
