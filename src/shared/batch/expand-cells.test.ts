import { describe, expect, test } from 'vitest'
import '@shared/services/provide'
import { findImageModel, type ImageModel } from '../catalogue'
import { DEFAULT_IMAGE_OPTIONS } from '../image-options'
import { sumEstimates } from '../request-cost'
import { MOST_BATCH_CELLS } from './batch'
import { estimateCell, expandCells, expandPrompt, listOpenVariables, type BatchChoices } from './expand-cells'

const flare = findImageModel('openai:gpt-image-2.5-flare') as ImageModel
const sunburst = findImageModel('openai:gpt-image-2.5-sunburst') as ImageModel
const choices: BatchChoices = {
  template: 'an {fruit: apple, orange} in {style: ink, oil}',
  models: [flare],
  shapes: [],
  qualities: [],
  options: DEFAULT_IMAGE_OPTIONS,
}

describe('the prompts of a batch', () => {
  test('are every combination of values, the last variable changing fastest', () => {
    expect(expandPrompt(choices.template).texts).toEqual([
      'an apple in ink',
      'an apple in oil',
      'an orange in ink',
      'an orange in oil',
    ])
  })

  test('have a variable that is used twice filled in alike, and escaped braces and commas as they are', () => {
    expect(expandPrompt('{a: x, y} and {a}, \\{b: 1, 2} {c: one\\, two, three}').texts).toEqual([
      'x and x, {b: 1, 2} one, two',
      'x and x, {b: 1, 2} three',
      'y and y, {b: 1, 2} one, two',
      'y and y, {b: 1, 2} three',
    ])
  })

  test('are one where nothing varies, and none where nothing is written', () => {
    expect(expandPrompt('a pear').texts).toEqual(['a pear'])
    expect(expandPrompt(' \n ')).toEqual({ count: 0, texts: [] })
  })

  test('are counted beyond what a batch can have, without being written out', () => {
    const many = Array.from({ length: 30 }, (_, index) => `v${index}`).join(', ')
    const { count, texts } = expandPrompt(`{a: ${many}} {b: ${many}} {c: ${many}}`)
    expect(count).toBe(27_000)
    expect(texts).toHaveLength(MOST_BATCH_CELLS)
    expect(new Set(texts).size).toBe(MOST_BATCH_CELLS)
  })

  test('name the variables that have no value', () => {
    expect(listOpenVariables('{a} {b: x} {c: , }')).toEqual(['a', 'c'])
  })
})

describe('the cells of a batch', () => {
  test('are prompts times models times options', () => {
    const { count, cells } = expandCells({
      ...choices,
      models: [flare, sunburst],
      shapes: [{ size: '1024x1024' }, { size: '1536x1024' }],
      qualities: ['low', 'high'],
    })
    expect(count).toBe(32)
    expect(cells).toHaveLength(32)
    expect(new Set(cells.map((cell) => JSON.stringify([cell.text, cell.model.id, cell.options]))).size).toBe(32)
    expect(cells.slice(0, 8).every(({ text }) => text === 'an apple in ink')).toBe(true)
  })

  test('have what a model makes the same of only once', () => {
    // The demo model has no qualities.
    const demo = findImageModel('demo:image') ?? flare
    const { cells } = expandCells({ ...choices, template: 'a pear', models: [demo], qualities: ['low', 'high'] })
    expect(cells).toHaveLength(new Set(cells.map(({ options }) => options.quality)).size)
  })

  test('have no previews, which would cost', () => {
    expect(expandCells(choices).cells.map(({ options }) => options.previews)).toEqual([0, 0, 0, 0])
  })

  test('cost together what each costs', () => {
    const { cells } = expandCells({ ...choices, models: [flare, sunburst] })
    const each = cells.map((cell) => estimateCell(cell, []))
    const { estimate } = sumEstimates(each)
    const highs = each.map((one) => (one.kind === 'range' ? one.high : 0))
    expect(estimate).toMatchObject({ kind: 'range', high: highs.reduce((sum, high) => sum + high, 0) })
  })
})
