import { describe, expect, test } from 'vitest'
import { listModels, type ModelId } from '@shared/catalogue'
import { listOffers, type Offer } from '@shared/catalogue/offers'
import { DEFAULT_SETTINGS } from '@shared/settings'
import { OPENAI_ADDRESS, settingsView } from '../../../../../tests/support/settings-view'
import { arrangeModels, findModels, listLocked, sortByPrice, type ModelArrangement } from './arrange-models'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const recommended = DEFAULT_SETTINGS.recommendedModel
const { connections } = settingsView({ key: { source: 'saved' } })
const usual = { now: NOW, connections, favoriteModels: [] as readonly ModelId[] }
const offers = listOffers({ connections, recommended })
const listed = (...models: readonly string[]) =>
  listOffers({
    connections: settingsView({
      listing: { server: OPENAI_ADDRESS, readAt: NOW, models: models.map((name) => ({ name })) },
    }).connections,
    recommended,
  })
const listIds = (some: readonly Offer[]) => some.map(({ model }) => model.id)
const idsIn = ({ groups }: ModelArrangement) =>
  groups.flatMap(({ kinds }) => kinds.flatMap((part) => listIds(part.offers)))
const shownIds = (all: readonly Offer[], circumstances = usual) => idsIn(arrangeModels(all, circumstances))

test('models are grouped by connection, images and text apart, each model once, the demo last', () => {
  const { groups } = arrangeModels(offers, usual)
  expect(groups.map(({ connection, kinds }) => [connection, kinds.map(({ kind }) => kind)])).toEqual([
    ['openai', ['image', 'text']],
    ['demo', ['image', 'text']],
  ])
  const shown = shownIds(offers)
  expect(new Set(shown).size).toBe(shown.length)
})

test('by price, the cheapest comes first in its connection and among them, and what has no known price last', () => {
  const prices: Readonly<Record<string, number>> = { 'demo:image': 0, 'openai:gpt-image-2.5-sunburst': 1 }
  const sorted = sortByPrice(arrangeModels(offers, usual), ({ id }) => prices[id])
  expect(sorted.groups.map(({ connection }) => connection)).toEqual(['demo', 'openai'])
  const [, openai] = sorted.groups
  const ids = listIds(openai!.kinds[0]!.offers)
  expect(ids[0]).toBe('openai:gpt-image-2.5-sunburst')
  const usualIds = shownIds(offers).filter((id) => id.startsWith('openai:') && ids.includes(id) && id !== ids[0])
  expect(ids.slice(1)).toEqual(usualIds)
})

test('what is being shut down comes after what stays, and what ended long ago is gone', () => {
  const [images] = arrangeModels(offers, usual).groups[0]!.kinds
  expect(listIds(images!.offers).slice(-3)).toEqual([
    'openai:gpt-image-1.5',
    'openai:gpt-image-1-mini',
    'openai:chatgpt-image-latest',
  ])
  const all = [...shownIds(offers), ...listIds(arrangeModels(offers, usual).unavailable)]
  const ours = listModels()
    .filter(({ connection }) => connections.some(({ id }) => id === connection))
    .map(({ id }) => id)
  expect(ours.filter((id) => !all.includes(id))).toEqual(['openai:dall-e-3', 'openai:dall-e-2'])
})

describe('what cannot be used', () => {
  test('without a key the models of OpenAI come after the demo, with one remedy for all', () => {
    const { connections: locked } = settingsView()
    const arranged = arrangeModels(offers, { ...usual, connections: locked })
    const { groups, needKey, unavailable } = arranged
    expect(listLocked(arranged, locked)).toEqual(['OpenAI'])
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

describe('a search', () => {
  const search = (query: string) => idsIn(findModels(arrangeModels(offers, usual), connections, query))

  test('finds every word of it in the name or the name of the request', () => {
    expect(search('sun')).toEqual(['openai:gpt-image-2.5-sunburst', 'openai:gpt-image-2.6-sunburst'])
    expect(search(' Terra  gpt ')).toEqual(['openai:gpt-6.1-terra'])
    expect(search('gpt-image-2.5-flare')).toEqual(['openai:gpt-imagegen', 'openai:gpt-image-2.5-flare'])
    expect(search('nothing')).toEqual([])
    expect(search(' ')).toEqual(shownIds(offers))
  })

  test('finds words in the name of the connection, together with words in the name of the model', () => {
    expect(search('demo')).toEqual(['demo:image', 'demo:text'])
    expect(search('openai sunburst')).toEqual(['openai:gpt-image-2.5-sunburst', 'openai:gpt-image-2.6-sunburst'])
    expect(search('demo sunburst')).toEqual([])
  })

  test('is told how many of what it found lack a key or are not available', () => {
    const locked = settingsView().connections
    const all = arrangeModels(offers, { ...usual, connections: locked })
    const { needKey, unavailable } = findModels(all, locked, 'image 1')
    expect(listIds(needKey)).toEqual(expect.arrayContaining(['openai:gpt-image-1-mini']))
    expect(listIds(needKey)).not.toContain('openai:gpt-6.1-terra')
    expect(listIds(unavailable)).toEqual(['openai:gpt-image-1'])
  })
})

describe('favorites', () => {
  const favoriteModels: readonly ModelId[] = [
    'openai:gpt-6.1-terra',
    'gone-1a:flux',
    'openai:gpt-image-2',
    'openai:gpt-image-1',
  ]

  test('are first, in the order of the list, also at their own place, and only what can be chosen', () => {
    const arranged = arrangeModels(offers, { ...usual, favoriteModels })
    expect(listIds(arranged.favorites)).toEqual(['openai:gpt-image-2', 'openai:gpt-6.1-terra'])
    expect(idsIn(arranged)).toEqual(shownIds(offers))
    expect(listIds(findModels(arranged, connections, 'terra').favorites)).toEqual(['openai:gpt-6.1-terra'])
  })

  test('are not offered in a list that one takes in at a glance', () => {
    const few = offers.filter(({ model }) => model.connection === 'demo')
    const { favorites, isLong } = arrangeModels(few, { ...usual, favoriteModels: ['demo:text'] })
    expect([favorites, isLong]).toEqual([[], false])
    expect(arrangeModels(offers, usual).isLong).toBe(true)
  })
})

describe('a router with 5,000 models', () => {
  const names = [
    ...Array.from({ length: 4_999 }, (_, index) => `maker-${index % 97}/chat-${index}`),
    'Crème/SDXL Brûlée',
  ]
  const router = {
    ...connections[0]!,
    id: 'compatible-1a2b',
    service: 'compatible',
    name: 'Grenier à modèles',
    listing: { server: 'http://localhost/v1', readAt: NOW, models: names.map((name) => ({ name })) },
  }
  const withRouter = [...connections, router]
  const all = arrangeModels(listOffers({ connections: withRouter, recommended }), { ...usual, connections: withRouter })
  const search = (query: string) => idsIn(findModels(all, withRouter, query))

  test('are all there, images first', () => {
    const group = all.groups.find(({ connection }) => connection === router.id)
    expect(group?.kinds.map(({ kind, offers: members }) => [kind, members.length])).toEqual([
      ['image', 1],
      ['text', 4_999],
    ])
    expect(idsIn(all)).toHaveLength(5_000 + shownIds(offers).length)
  })

  test('are found with and without accents and capitals', () => {
    const wanted = ['compatible-1a2b:image/Crème/SDXL Brûlée']
    expect(search('creme brulee')).toEqual(wanted)
    expect(search('CRÈME')).toEqual(wanted)
    expect(search('Cre\u0300me')).toEqual(wanted)
    expect(search('a modeles sdxl')).toEqual(wanted)
    expect(search('maker-5/ 4370')).toEqual(['compatible-1a2b:text/maker-5/chat-4370'])
    expect(search('grenier')).toHaveLength(5_000)
  })
})
