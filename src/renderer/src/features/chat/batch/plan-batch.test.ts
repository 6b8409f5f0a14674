import { describe, expect, test } from 'vitest'
import '@shared/services/provide'
import { MOST_BATCH_CELLS } from '@shared/batch/batch'
import type { BudgetView } from '@shared/budget'
import { NO_TOTALS } from '@shared/budget'
import { findImageModel, findModel, type ImageModel } from '@shared/catalogue'
import type { BatchId, ChatId } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { getHighest } from '@shared/request-cost'
import { anInputImage } from '../../../../../../tests/support/input-image'
import {
  createBatchDraft,
  findBatchLimit,
  findVariable,
  listShapes,
  outlineBatch,
  type BatchWishes,
} from './plan-batch'

const flare = findImageModel('openai:gpt-image-2.5-flare') as ImageModel
const demo = findImageModel('demo:image') as ImageModel
const banana = findImageModel('gemini:gemini-nano-banana-2.1') as ImageModel
const wishes: BatchWishes = {
  template: 'an {fruit: apple, orange}',
  models: [flare.id],
  shapes: [],
  qualities: [],
  count: 1,
  inputs: [],
}

function outline(part: Partial<BatchWishes>, models: readonly ImageModel[] = [flare]) {
  return outlineBatch({ ...wishes, ...part }, models, DEFAULT_IMAGE_OPTIONS, findModel)
}

describe('the outline of a batch', () => {
  test('has a price for each request, and counts images', () => {
    const { cells, images, sum, problem } = outline({ count: 2 })
    expect(problem).toBeUndefined()
    expect(cells).toHaveLength(2)
    expect(images).toBe(4)
    expect(getHighest(sum.estimate)).toBe(cells.reduce((total, cell) => total + (getHighest(cell.estimate) ?? 0), 0))
  })

  test('varies only what all chosen models can do', () => {
    expect(outline({ shapes: ['1024x1024', '7x7'], qualities: ['low', 'high'] }).cells).toHaveLength(4)
    // Demo has a single quality.
    expect(outline({ qualities: ['low', 'high'] }, [demo]).cells).toHaveLength(2)
    expect([...listShapes(findVariable([banana]) as ImageModel).keys()]).toContain('16:9')
    expect(outline({ shapes: ['16:9', '1:1'] }, [banana]).cells.map(({ options }) => options.aspectRatio)).toEqual([
      '16:9',
      '1:1',
      '16:9',
      '1:1',
    ])
  })

  test('can’t be started with a mask that would change nothing', () => {
    const problem = { code: 'mask-opaque', input: { index: 1 } } as const
    const mask = { problem, isUnread: false }
    const found = outlineBatch(wishes, [flare], DEFAULT_IMAGE_OPTIONS, findModel, mask)
    expect(found.problem).toEqual({ kind: 'inputs', model: flare, problem })
  })

  test('can’t be started before its mask has been read', () => {
    const mask = { problem: undefined, isUnread: true }
    const found = outlineBatch(wishes, [flare], DEFAULT_IMAGE_OPTIONS, findModel, mask)
    expect(found.problem).toEqual({ kind: 'mask-unread' })
  })

  test.for([
    [{ template: '  ' }, [flare], { kind: 'no-prompt' }],
    [{}, [], { kind: 'no-model' }],
    [{ template: 'a {fruit}' }, [flare], { kind: 'open-variables', names: ['fruit'] }],
    [
      { template: `{a: ${Array.from({ length: 51 }, (_, at) => at).join(',')}} {b: 0,1,2,3,4,5,6,7,8,9}` },
      [flare],
      { kind: 'too-many', count: 510 },
    ],
    [{ template: 'a'.repeat(flare.maxPromptLength + 1) }, [flare], { kind: 'too-long' }],
  ] as const)('says why it cannot be started: %j', ([part, models, problem]) => {
    const found = outline(part, models)
    expect(found.problem).toEqual(problem)
    expect(found.cells.length).toBeLessThanOrEqual(MOST_BATCH_CELLS)
  })
})

describe('the images that go with each request', () => {
  const inputs = [anInputImage()]
  const priced = outline({ inputs })

  test('are priced, and handed over once for all of them', () => {
    const without = outline({})
    expect(getHighest(priced.sum.estimate)).toBeGreaterThan(getHighest(without.sum.estimate) ?? 0)
    const ids = { id: 'one' as BatchId, chatId: 'chat' as ChatId, chatTitle: 'Batch' }
    expect(createBatchDraft(priced, { ...wishes, inputs }, ids).inputs).toEqual(inputs)
    expect(createBatchDraft(without, wishes, ids)).not.toHaveProperty('inputs')
  })

  test('name the model that cannot take them', () => {
    const words = { ...demo, name: 'Words only', references: undefined }
    expect(outline({ inputs }, [flare, words]).problem).toEqual({
      kind: 'inputs',
      model: words,
      problem: { code: 'inputs-unsupported', input: {} },
    })
  })
})

test('starting a batch agrees to the price that was shown for each request', () => {
  const found = outline({}, [flare, demo])
  const ids = { id: 'one' as BatchId, chatId: 'chat' as ChatId, chatTitle: 'Batch: fruit' }
  const draft = createBatchDraft(found, { template: ' an {fruit: apple, orange} ', inputs: [] }, ids)
  expect(draft).toMatchObject({ ...ids, template: 'an {fruit: apple, orange}' })
  expect(draft.cells.map(({ text, model }) => [text, model])).toEqual([
    ['an apple', flare.id],
    ['an apple', demo.id],
    ['an orange', flare.id],
    ['an orange', demo.id],
  ])
  expect(draft.cells.map(({ confirmedCost }) => confirmedCost)).toEqual(
    found.cells.map(({ estimate }) => getHighest(estimate)),
  )
})

test('a cap that the sum would reach is named; an amount to ask above is not, since the button says the price', () => {
  const { sum } = outline({})
  const high = getHighest(sum.estimate) ?? 0
  const view = (dailyCap: number): BudgetView => ({
    day: { from: 0, to: 1 },
    month: { from: 0, to: 1 },
    today: NO_TOTALS,
    thisMonth: NO_TOTALS,
    reserved: 0,
    limits: { dailyCap, monthlyCap: null, askAbove: 1 },
  })
  expect(findBatchLimit(view(high), sum)).toBeUndefined()
  expect(findBatchLimit(view(high - 1), sum)).toMatchObject({ limit: 'daily', left: high - 1 })
})
