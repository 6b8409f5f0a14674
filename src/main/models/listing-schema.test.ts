import { expect, test } from 'vitest'
import { parseListing } from './listing-schema'

const parse = (models: unknown, more: object = {}) =>
  parseListing(JSON.stringify({ version: 1, server: 'https://x.example', readAt: 5, models, ...more }))

test('a file of names alone, as the first version wrote it, reads as it is', () => {
  const models = [{ name: 'gpt-image-2' }, { name: 'gpt-image-1.5', shutdown: '2026-12-01' }]
  expect(parse(models)).toEqual({ server: 'https://x.example', readAt: 5, models })
})

test('facts come back as they were written', () => {
  const models = [
    {
      name: 'a/b',
      facts: {
        title: 'A: B',
        kind: 'image',
        options: {
          aspectRatios: ['1:1', '16:9'],
          resolutions: ['1K'],
          qualities: ['low'],
          formats: ['jpeg'],
          backgrounds: ['opaque'],
          sizes: ['64x64'],
          maxImages: 4,
          maxReferences: 2,
        },
        sees: true,
        streams: true,
        contextTokens: 9,
        prices: {
          asOf: '2026-11-25',
          lines: [
            { what: 'imageOut', unit: 'image', each: 33_600.5, resolution: '1K' },
            { what: 'textIn', unit: 'token', each: [1, 2.5] },
          ],
        },
      },
    },
  ]
  expect(parse(models)?.models).toEqual(models)
})

test('what cannot be read is left out, line by line and fact by fact', () => {
  const listing = parse([
    null,
    7,
    { name: 7 },
    { name: '' },
    { name: 'a', facts: 'none', shutdown: 'soon' },
    {
      name: 'b',
      later: 'unknown to this version',
      facts: {
        title: 'B',
        kind: 'video',
        contextTokens: -1,
        options: { aspectRatios: ['1:1', 'x', 7], resolutions: ['1K', '8K'], qualities: 'high', maxImages: 0 },
        prices: { asOf: '2026-11-25', lines: [{ what: 'imageOut', unit: 'image', each: -1 }] },
      },
    },
  ])
  expect(JSON.parse(JSON.stringify(listing?.models))).toEqual([
    { name: 'a' },
    { name: 'b', facts: { title: 'B', options: { aspectRatios: ['1:1'], resolutions: ['1K'] } } },
  ])
})

test.each([
  ['another version', { version: 2 }],
  ['no server', { server: 7 }],
  ['no date', { readAt: 'today' }],
])('a file with %s counts as none', (_name, more) => {
  expect(parse([], more)).toBeUndefined()
})
