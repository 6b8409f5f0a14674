import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addUsage, countSummands, countTokens, createTokenUsage, QUANTITY_NAMES, upgradeUsage } from './usage'

test('zeros mean that nothing was reported: they are no usage', () => {
  expect(createTokenUsage({ textIn: 0, imageOut: 0 })).toBeUndefined()
  expect(upgradeUsage({ textIn: 0, imageIn: 0, imageOut: 0, textOut: 0 })).toBeUndefined()
  expect(upgradeUsage([])).toBeUndefined()
})

test('tokens are counted by name, several names together', () => {
  const usage = createTokenUsage({ imageOut: 1756, previews: 200, textIn: 12 })
  expect(countTokens(usage, 'imageOut', 'previews')).toBe(1956)
  expect(countTokens(usage, 'textOut')).toBe(0)
  expect(countTokens(undefined, 'textIn')).toBe(0)
})

test('images, megapixels or seconds are never counted as tokens, nor added to them', () => {
  const images = [{ what: 'imageOut', unit: 'image', quantity: 2 }] as const
  expect(countTokens(images, 'imageOut')).toBe(0)
  expect(addUsage(images, createTokenUsage({ imageOut: 5 })!)).toHaveLength(2)
})

test('a sum says of how many counts it is one', () => {
  expect(countSummands(createTokenUsage({ imageOut: 5, counts: 3 }))).toBe(3)
  expect(countSummands(createTokenUsage({ imageOut: 5 }))).toBeUndefined()
})

test('adding counts neither loses nor doubles a token, in either order', () => {
  const counts = fc.record(Object.fromEntries(QUANTITY_NAMES.map((name) => [name, fc.nat(1000)])))
  fc.assert(
    fc.property(counts, counts, (one, other) => {
      const [a, b] = [createTokenUsage({ ...one, textIn: 1 })!, createTokenUsage({ ...other, textIn: 1 })!]
      expect(addUsage(a, b)).toEqual(addUsage(b, a))
      for (const name of QUANTITY_NAMES)
        expect(countTokens(addUsage(a, b), name)).toBe(countTokens(a, name) + countTokens(b, name))
    }),
  )
})
