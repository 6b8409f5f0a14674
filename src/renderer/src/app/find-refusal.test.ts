import { describe, expect, test } from 'vitest'
import { NO_TOTALS, type BudgetView } from '@shared/budget'
import type { ObjectHash } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { createParts } from '@shared/request'
import type { PricedRequest } from '@shared/request-cost'
import type { SecretStatus } from '@shared/connections'
import { settingsView } from '../../../../tests/support/settings-view'
import { anInput } from '../../../../tests/support/page/chat-page'
import { noteMaskVerdict } from '@/images/mask/judged-masks'
import { findRefusal } from './find-refusal'

const findFailure = (request: PricedRequest, ...rest: Tail<Parameters<typeof findRefusal>>) =>
  findRefusal([request], ...rest)?.failure
type Tail<List> = List extends readonly [unknown, ...infer Rest] ? Rest : never

const image: PricedRequest = {
  kind: 'image',
  model: 'openai:gpt-image-2.5-flare',
  parts: createParts('a lighthouse'),
  options: DEFAULT_IMAGE_OPTIONS,
}
const demo: PricedRequest = { ...image, model: 'demo:image' }
const saved: SecretStatus = { source: 'saved' }

const settings = (key: SecretStatus) => settingsView({ key })

function budget(cap: number | null, spent = 0, reserved = 0): BudgetView {
  const totals = { ...NO_TOTALS, known: spent }
  const period = { from: 0, to: 1 }
  const limits = { dailyCap: cap, monthlyCap: null, askAbove: 0 }
  return { day: period, month: period, today: totals, thisMonth: totals, reserved, limits }
}

describe('a key', () => {
  test.for([
    [{ source: 'none' }, 'key-missing'],
    [{ source: 'unreadable' }, 'key-missing'],
    [{ source: 'withheld', savedFor: 'https://example.com' }, 'key-withheld'],
    [{ source: 'saved' }, undefined],
    [{ source: 'session' }, undefined],
    [{ source: 'environment', variable: 'OPENAI_API_KEY' }, undefined],
  ] as const)('that is %j leads to %s', ([status, code]) => {
    expect(findFailure(image, settings(status), budget(null), 7)?.code).toBe(code)
  })

  test('is not needed for the demo, and nothing is refused before main has been heard', () => {
    expect(findFailure(demo, settings({ source: 'none' }), budget(0), 7)).toBeUndefined()
    expect(findFailure(image, undefined, undefined, 7)).toBeUndefined()
  })
})

test('images that the model can’t take are refused before the key is looked at', () => {
  const parts = createParts('a lighthouse', [anInput()])
  const recraft = { ...image, model: 'fal:fal-ai/recraft/v4.1/text-to-image' }
  const none = settings({ source: 'none' })
  expect(findFailure({ ...recraft, parts } as PricedRequest, none, budget(null), 7)).toMatchObject({
    code: 'inputs-unsupported',
    charge: 'none',
  })
  expect(findFailure({ ...image, parts } as PricedRequest, settings(saved), budget(null), 7)).toBeUndefined()
})

test('a mask that was found to change nothing is refused, also where the message is sent again from elsewhere', () => {
  const mask = { ...anInput(), hash: 'e'.repeat(64) as ObjectHash, role: 'mask' } as const
  const parts = createParts('a lighthouse', [anInput(), mask])
  const find = () => findFailure({ ...image, parts } as PricedRequest, settings(saved), budget(null), 7)
  expect(find()).toBeUndefined()
  noteMaskVerdict(mask.hash, 'mask-opaque')
  expect(find()).toEqual({ code: 'mask-blank', charge: 'none', at: 7, input: { index: 1 } })
})

describe('a cap', () => {
  test('that is used up by what was spent and what is in progress refuses, with what is left', () => {
    expect(findFailure(image, settings(saved), budget(50_000, 20_000, 19_185), 7)).toMatchObject({
      code: 'cap-reached',
      charge: 'none',
      limit: { limit: 'daily', amount: 50_000, left: 10_815, cost: 19_185 },
    })
    expect(findFailure(image, settings(saved), budget(50_000, 20_000), 7)).toBeUndefined()
  })

  test('is what counts here; an amount to be agreed to is asked about later', () => {
    expect(findFailure(image, settings(saved), budget(null), 7)).toBeUndefined()
  })
})

test('a prompt that is longer than the model takes is refused', () => {
  const long = { ...image, parts: createParts('x'.repeat(32_001)) }
  expect(findFailure(long, settings(saved), budget(null), 7)).toMatchObject({ code: 'prompt-too-long', at: 7 })
})

describe('several models at once', () => {
  const other: PricedRequest = { ...image, parts: createParts('a lighthouse') }

  test('are refused where a cap has room for each of them and not for all', () => {
    const view = settings(saved)
    const room = budget(2 * 19_185 - 1)
    expect([image, other].map((request) => findFailure(request, view, room, 7))).toEqual([undefined, undefined])
    expect(findRefusal([image, other], view, room, 7)).toMatchObject({
      failure: { code: 'cap-reached', limit: { limit: 'daily', cost: 2 * 19_185 } },
      model: image.model,
    })
  })

  test('are refused where the sum fills a cap and one of them has no known price', () => {
    const unpriced: PricedRequest = { kind: 'text', model: 'openai:gpt-6.1-terra' }
    const view = settings(saved)
    expect(findRefusal([image, unpriced], view, budget(19_185), 7)?.failure.code).toBe('cap-reached')
    expect(findRefusal([image, unpriced], view, budget(19_186), 7)).toBeUndefined()
  })

  test('are refused where one of them lacks what it needs, and it says which', () => {
    expect(findRefusal([demo, image], settings({ source: 'none' }), budget(null), 7)).toMatchObject({
      failure: { code: 'key-missing' },
      model: image.model,
    })
  })
})
