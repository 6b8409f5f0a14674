import { expect, test } from 'vitest'
import { arePricesSound, changedPrices, writePriceInputs, getPrice } from './own-prices-form'

const MODEL = 'openai:gpt-6.1-terra'
const typed = (textIn: string, textOut: string) => ({ textIn, textOut })

test('what was saved stands in the boxes, and unchanged changes nothing', () => {
  const saved = { [MODEL]: { textIn: 1.25, textOut: 10 } }
  expect(writePriceInputs(saved)).toEqual({ [MODEL]: typed('1.25', '10') })
  expect(changedPrices(writePriceInputs(saved), saved)).toBeUndefined()
})

test('a price is both figures or none; half of one is not kept', () => {
  expect(getPrice(typed('2', '8'))).toEqual({ textIn: 2, textOut: 8 })
  expect(getPrice(typed('', ''))).toBeNull()
  expect(getPrice(typed('2', ''))).toBeUndefined()
  expect(getPrice(typed('-1', '8'))).toBeUndefined()
  expect(arePricesSound({ [MODEL]: typed('2', '') })).toBe(false)
})

test('emptied boxes take a price away', () => {
  expect(changedPrices({ [MODEL]: typed('', '') }, { [MODEL]: { textIn: 1, textOut: 2 } })).toEqual({})
})
