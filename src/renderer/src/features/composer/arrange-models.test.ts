import { describe, expect, test } from 'vitest'
import { MODELS } from '@shared/catalogue'
import { listOffers, type Offer } from '@shared/catalogue/offers'
import { DEFAULT_SETTINGS } from '@shared/settings'
import { OPENAI_ADDRESS, settingsView } from '../../../../../tests/support/settings-view'
import { arrangeModels } from './arrange-models'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const recommended = DEFAULT_SETTINGS.recommendedModel
const { connections } = settingsView({ key: { source: 'saved' } })
const usual = { now: NOW, connections, query: '' }
const offers = listOffers({ connections, recommended })
const listed = (...models: readonly string[]) =>
  listOffers({
    connections: settingsView({
      listing: { server: OPENAI_ADDRESS, readAt: NOW, models: models.map((name) => ({ name })) },
    }).connections,
    recommended,
  })
const listIds = (some: readonly Offer[]) => some.map(({ model }) => model.id)
const shownIds = (all: readonly Offer[], circumstances = usual) =>
  arrangeModels(all, circumstances).groups.flatMap(({ kinds }) => kinds.flatMap((part) => listIds(part.offers)))

test('models are grouped by connection, images and text apart, each model once, the demo last', () => {
  const { groups } = arrangeModels(offers, usual)
  expect(groups.map(({ connection, kinds }) => [connection, kinds.map(({ kind }) => kind)])).toEqual([
    ['openai', ['image', 'text']],
    ['demo', ['image', 'text']],
  ])
  const shown = shownIds(offers)
  expect(new Set(shown).size).toBe(shown.length)
})

test('what is being shut down comes after what stays, and what ended long ago is gone', () => {
  const [images] = arrangeModels(offers, usual).groups[0]!.kinds
  expect(listIds(images!.offers).slice(-3)).toEqual([
    'openai:gpt-image-1.5',
    'openai:gpt-image-1-mini',
    'openai:chatgpt-image-latest',
  ])
  const all = [...shownIds(offers), ...listIds(arrangeModels(offers, usual).unavailable)]
  const ours = MODELS.filter(({ connection }) => connections.some(({ id }) => id === connection)).map(({ id }) => id)
  expect(ours.filter((id) => !all.includes(id))).toEqual(['openai:dall-e-3', 'openai:dall-e-2'])
})

describe('what cannot be used', () => {
  test('without a key the models of OpenAI come after the demo, with one remedy for all', () => {
    const { groups, needKey, unavailable } = arrangeModels(offers, {
      ...usual,
      connections: settingsView().connections,
    })
    expect(groups.map(({ connection }) => connection)).toEqual(['demo', 'openai'])
    expect(listIds(needKey)).toContain('openai:gpt-imagegen')
    expect(listIds(needKey)).not.toContain('openai:gpt-image-1')
    expect(listIds(unavailable)).toEqual(['openai:gpt-image-1'])
  })

  test('what the server lacks or has shut down', () => {
    const { unavailable } = arrangeModels(listed('gpt-image-2.6-sunburst', 'gpt-6.1-terra'), usual)
    expect(shownIds(listed('gpt-image-2.6-sunburst', 'gpt-6.1-terra'))).toEqual([
      'openai:gpt-image-2.6-sunburst',
      'openai:gpt-6.1-terra',
      'demo:image',
      'demo:text',
    ])
    expect(listIds(unavailable)).toContain('openai:gpt-image-2')
    expect(listIds(unavailable)).toContain('openai:gpt-image-1')
  })
})

test('a search finds every word of it in the name or the name of the request', () => {
  expect(shownIds(offers, { ...usual, query: 'sun' })).toEqual([
    'openai:gpt-image-2.5-sunburst',
    'openai:gpt-image-2.6-sunburst',
  ])
  expect(shownIds(offers, { ...usual, query: ' Terra  gpt ' })).toEqual(['openai:gpt-6.1-terra'])
  expect(shownIds(offers, { ...usual, query: 'gpt-image-2.5-flare' })).toEqual([
    'openai:gpt-imagegen',
    'openai:gpt-image-2.5-flare',
  ])
  expect(shownIds(offers, { ...usual, query: 'nothing' })).toEqual([])
})
