import { expect, test } from 'vitest'
import { findModel } from '../../catalogue'
import { getLifetime, listOffers, resolveEnded } from '../../catalogue/offers'

const NOW = Date.parse('2026-11-25')
const NAMES = [
  'gemini-nano-banana-2.1',
  'gemini-3-pro-image',
  'gemini-3.1-pro',
  'gemini-3.1-flash-lite',
  'gemini-3.1-flash-lite-001',
  'gemini-3.1-flash-tts',
  'gemini-3.1-flash-live',
  'gemini-embedding-2',
  'imagen-4.0-generate-001',
  'veo-3.1',
  'gemini-4-flash-image',
]
const listing = {
  server: 'https://generativelanguage.googleapis.com',
  readAt: 1,
  models: NAMES.map((name) => ({ name })),
}
const offers = listOffers({
  connections: [{ id: 'gemini', service: 'gemini', listing }],
  recommended: 'openai:gpt-image-2',
})

test('the service’s list adds its text and image models, and nothing that can’t be asked', () => {
  expect(offers.filter(({ isExtra }) => isExtra).map(({ model }) => [model.kind, model.name])).toEqual([
    ['image', 'Gemini 4 Flash Image'],
    ['text', 'Gemini 3.1 Pro'],
    ['text', 'Gemini 3.1 Flash-Lite'],
  ])
})

test('our abilities are merged in, and what the list lacks is marked', () => {
  const ours = offers.filter(({ isExtra, model }) => !isExtra && getLifetime(model, NOW) === 'running')
  expect(ours.map(({ model, isUnlisted }) => [model.name, isUnlisted])).toEqual([
    ['Nano Banana 2.1', false],
    ['Gemini 3 Pro Image', false],
    ['Gemini 3.1 Flash-Lite Image', true],
  ])
})

test.each([
  ['gemini-3-pro-image-preview', 'gemini:gemini-3-pro-image'],
  ['gemini-3.1-flash-image-preview', 'gemini:gemini-nano-banana-2.1'],
  ['gemini-2.5-flash-image', 'gemini:gemini-nano-banana-2.1'],
  ['gemini-3.1-flash-image', 'gemini:gemini-nano-banana-2.1'],
])('%s has ended, and another stands in for it', (name, successor) => {
  const model = findModel(`gemini:${name}`)!
  expect(resolveEnded(model, offers, NOW).model.id).toBe(successor)
})

test('a second connection has the same models under its own name', () => {
  expect(findModel('gemini-1a2b3c4d:gemini-3-pro-image')).toMatchObject({
    connection: 'gemini-1a2b3c4d',
    successor: 'gemini-1a2b3c4d:gemini-nano-banana-2.1',
  })
})
