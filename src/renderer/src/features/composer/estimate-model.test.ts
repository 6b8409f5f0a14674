import { expect, test } from 'vitest'
import { findModel } from '@shared/catalogue'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { computeSortPrice, findTokenPrices } from './estimate-model'

const terra = findModel('openai:gpt-6.1-terra')!
const now = { options: DEFAULT_IMAGE_OPTIONS, promptLength: 20, inputs: 0 }

test('a text model has the price of its list, or the one that the user has entered, which wins', () => {
  const listed = findTokenPrices(terra, {})
  expect(listed?.textOut).toBeGreaterThan(listed?.textIn ?? Infinity)
  const own = { textIn: 1, textOut: 2 }
  expect(findTokenPrices(terra, { [terra.id]: own })).toEqual(own)
  expect(findTokenPrices(findModel('demo:text')!, {})).toBeUndefined()
  expect(findTokenPrices(findModel('compatible-1a:text/llava')!, {})).toBeUndefined()
})

test('text models are sorted by a usual answer, so the cheapest comes first; without a price there is none', () => {
  const cheap = { [terra.id]: { textIn: 0.1, textOut: 0.4 } }
  expect(computeSortPrice(terra, cheap, now)).toBe(300)
  expect(computeSortPrice(terra, {}, now)).toBeGreaterThan(300)
  expect(computeSortPrice(findModel('compatible-1a:text/llava')!, {}, now) ?? Infinity).toBe(Infinity)
  expect(computeSortPrice(findModel('demo:text')!, {}, now)).toBe(0)
})
