import { expect, test, vi } from 'vitest'
import { NO_TOTALS, type Limits } from '@shared/budget'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { createParts } from '@shared/request'
import type { PricedRequest } from '@shared/request-cost'
import { createAskFirst } from './ask-first'

/** 439 tokens and two previews of 100 at 30 each, and three text tokens at 5 each. Micro-dollars. */
const COST = 19_185
const REQUEST: PricedRequest = {
  kind: 'image',
  model: 'openai:gpt-image-2.5-flare',
  parts: createParts('a lighthouse'),
  options: DEFAULT_IMAGE_OPTIONS,
}

test('what costs no more than allowed goes at once, without a question', () => {
  const { ask, store } = asking({ askAbove: COST })
  const go = vi.fn<() => void>()
  ask([REQUEST], go)
  expect(go.mock.calls).toEqual([[]])
  expect(store.getState().question).toBeUndefined()
})

test('what costs more waits, and goes with the amount that was agreed to', () => {
  const { ask, store } = asking({ askAbove: COST - 1 })
  const go = vi.fn<(costs?: readonly number[]) => void>()
  ask([REQUEST], go)
  expect(go).not.toHaveBeenCalled()
  expect(store.getState().question?.facts).toEqual({ limit: 'request', amount: COST - 1, cost: COST })
  store.getState().question?.answer(true)
  expect(go.mock.calls).toEqual([[[COST]]])
  expect(store.getState().question).toBeUndefined()
})

test('of several requests the sum is asked about, and each goes with its own amount', () => {
  const { ask, store } = asking({ askAbove: 2 * COST - 1 })
  const go = vi.fn<(costs?: readonly number[]) => void>()
  ask([REQUEST], go)
  expect(go.mock.calls).toEqual([[]])
  ask([REQUEST, { ...REQUEST, model: 'demo:image' }, REQUEST], go)
  expect(store.getState().question?.facts).toMatchObject({ cost: 2 * COST })
  store.getState().question?.answer(true)
  expect(go.mock.calls.slice(1)).toEqual([[[COST, 0, COST]]])
})

test('a yes that is pressed again before the dialog is gone counts once', () => {
  const { ask, store } = asking({ askAbove: 0 })
  const go = vi.fn<() => void>()
  ask([REQUEST], go)
  const question = store.getState().question
  for (let press = 0; press < 8; press += 1) question?.answer(true)
  expect(go).toHaveBeenCalledOnce()
})

test('a no sends nothing', () => {
  const { ask, store } = asking({ askAbove: 0 })
  const go = vi.fn<() => void>()
  ask([REQUEST], go)
  store.getState().question?.answer(false)
  expect(go).not.toHaveBeenCalled()
  expect(store.getState().question).toBeUndefined()
})

test('what is free or has no known price is never asked about', () => {
  const { ask } = asking({ askAbove: 0 })
  const go = vi.fn<() => void>()
  ask([{ ...REQUEST, model: 'demo:image' }], go)
  ask([{ kind: 'text', model: 'openai:gpt-6.1-terra' }], go)
  expect(go).toHaveBeenCalledTimes(2)
})

test('what a cap refuses anyway is not asked about', () => {
  const { ask, store } = asking({ askAbove: 0, dailyCap: COST - 1 })
  const go = vi.fn<(costs?: readonly number[]) => void>()
  ask([REQUEST], go)
  expect(go.mock.calls).toEqual([[]])
  expect(store.getState().question).toBeUndefined()
})

function asking(some: Partial<Limits>) {
  const limits: Limits = { dailyCap: null, monthlyCap: null, askAbove: null, ...some }
  const period = { from: 0, to: 1 }
  const view = { day: period, month: period, today: NO_TOTALS, thisMonth: NO_TOTALS, reserved: 0, limits }
  return createAskFirst(
    () => limits,
    () => view,
  )
}
