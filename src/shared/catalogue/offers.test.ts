import { describe, expect, test } from 'vitest'
import { SERVICES } from '../services/list'
import { isOwnServer } from '../services/openai/names'
import { findModel, listModels, RECOMMENDED_MEANING, RECOMMENDED_MODEL } from '.'
import {
  findOffered,
  getLifetime,
  resolveMeaning,
  listOffers,
  resolveEnded,
  type ListedModel,
  type ModelListing,
} from './offers'

const OPENAI = 'https://api.openai.com/v1'
const LOCAL = 'http://127.0.0.1:8080/v1'
const NOW = Date.parse('2026-11-22T12:00:00Z')

function listing(server: string, ...models: readonly (string | ListedModel)[]): ModelListing {
  return { server, readAt: NOW, models: models.map((model) => (typeof model === 'string' ? { name: model } : model)) }
}

function connected(list?: ModelListing) {
  return SERVICES.map(({ id }) => ({ id, service: id, ...(id === 'openai' && list && { listing: list }) }))
}

function offers(list?: ModelListing) {
  return listOffers({ connections: connected(list), recommended: RECOMMENDED_MEANING })
}

function model(id: string) {
  const found = findModel(id)
  if (!found) throw new Error(`${id} is not to be found`)
  return found
}

const extras = (list: ModelListing) => offers(list).flatMap((offer) => (offer.isExtra ? [offer.model] : []))

describe('without a list', () => {
  test('the known models but tools are offered, and none is marked as missing', () => {
    expect(offers().map((offer) => offer.model.id)).toEqual(
      listModels().flatMap((model) => (model.kind === 'image' && model.tool ? [] : [model.id])),
    )
    expect(offers().filter(({ isUnlisted }) => isUnlisted)).toEqual([])
  })
})

describe('with the server’s list', () => {
  test('its additional text models are offered, newest first, with readable names and no price', () => {
    const more = extras(listing(OPENAI, 'gpt-5.4-nano', 'gpt-6-sol', 'o3', 'gpt-6.1-terra'))
    expect(more.map(({ name, kind }) => [name, kind])).toEqual([
      ['o3', 'text'],
      ['GPT-6 Sol', 'text'],
      ['GPT-5.4 Nano', 'text'],
    ])
    expect(more.filter(({ prices }) => prices !== undefined)).toEqual([])
  })

  test('an image model is offered if its family is known, with the options of the newest model', () => {
    const [image] = extras(listing(OPENAI, 'gpt-image-3-flare', 'painter-9'))
    expect(image).toMatchObject({
      id: 'openai:gpt-image-3-flare',
      name: 'GPT Image 3 Flare',
      kind: 'image',
      maxImages: 10,
    })
    expect(extras(listing(OPENAI, 'painter-9'))).toEqual([])
  })

  test.each([
    'text-embedding-3-large',
    'gpt-4o-realtime-preview',
    'gpt-4o-mini-tts',
    'whisper-1',
    'omni-moderation-latest',
    'sora-2',
    'dall-e-4',
    'gpt-4o-search-preview',
  ])('%s is nothing to talk to', (name) => {
    expect(extras(listing(OPENAI, name))).toEqual([])
    expect(extras(listing(LOCAL, name))).toEqual([])
  })

  test('of a compatible server, models of any maker are offered', () => {
    expect(extras(listing(LOCAL, 'llama3.3:70b', 'qwen/qwen3-32b', 'sd-cpp-local')).map(({ id }) => id)).toEqual([
      'openai:qwen/qwen3-32b',
      'openai:llama3.3:70b',
    ])
    expect(extras(listing(OPENAI, 'llama3.3:70b'))).toEqual([])
  })

  test('a frozen version is offered only if the model itself is not', () => {
    expect(extras(listing(OPENAI, 'gpt-image-2', 'gpt-image-2-2026-04-21'))).toEqual([])
    const [frozen] = extras(listing(OPENAI, 'gpt-image-2-2026-04-21'))
    expect(frozen).toMatchObject({ name: 'GPT Image 2 (2026-04-21)', prices: { imageOut: 30 } })
  })

  test('known models that it lacks are marked, not removed, and the demo is not affected', () => {
    const unlisted = offers(listing(OPENAI, 'gpt-image-2', 'gpt-image-2.5-flare')).flatMap((offer) =>
      offer.isUnlisted ? [offer.model.id] : [],
    )
    expect(unlisted).toContain('openai:gpt-image-2.6-flare')
    expect(unlisted).not.toContain(RECOMMENDED_MODEL)
    expect(unlisted).not.toContain('demo:image')
    expect(unlisted).toContain('openai:gpt-6.1-terra')
  })

  test('its shutdown dates override ours', () => {
    const merged = offers(
      listing(
        OPENAI,
        { name: 'gpt-image-1.5', shutdown: '2027-03-01' },
        { name: 'gpt-image-2', shutdown: '2026-12-24' },
        'gpt-image-1-mini',
        'gpt-5',
      ),
    )
    const end = (id: `openai:${string}`) => findOffered(merged, id)?.shutdown
    expect(end('openai:gpt-image-1.5')).toBe('2027-03-01')
    expect(end('openai:gpt-image-2')).toBe('2026-12-24')
    expect(end('openai:gpt-image-1-mini')).toBe('2026-12-01')
    expect(end('openai:gpt-5')).toBe('2026-12-11')
  })
})

describe('an id', () => {
  test('of a listed model means the same without the list', () => {
    for (const { id } of extras(listing(LOCAL, 'llama3.3:70b', 'gpt-image-3-flare', 'gpt-5.6-sol')))
      expect(findModel(id)).toMatchObject({ id, wireName: id.replace('openai:', '') })
  })

  test.each(['openai:unknown', 'openai:', 'openai:two words', 'openai:../x y', 'elsewhere:gpt-5'])(
    '%s is no model',
    (id) => {
      expect(findModel(id)).toBeUndefined()
    },
  )
})

describe('the alias', () => {
  test('has all facts of the model chosen in Settings, except the name', () => {
    const merged = listOffers({ connections: connected(), recommended: 'openai:gpt-image-2' })
    const alias = findOffered(merged, RECOMMENDED_MODEL)
    expect(alias).toMatchObject({ name: 'GPT Image (recommended)', wireName: 'gpt-image-2' })
    expect(alias && resolveMeaning(alias)).toBe('openai:gpt-image-2')
    expect(resolveMeaning(model('openai:gpt-6.1-terra'))).toBe('openai:gpt-6.1-terra')
  })

  test('uses the default when Settings name something that is not an image model', () => {
    const merged = listOffers({ connections: connected(), recommended: 'openai:gpt-6.1-terra' })
    expect(findOffered(merged, RECOMMENDED_MODEL)?.wireName).toBe('gpt-image-2.5-flare')
  })
})

describe('the shutdown of a model', () => {
  test('is announced sixty days ahead, with its date', () => {
    expect(getLifetime({ shutdown: '2027-01-22' }, NOW)).toBe('running')
    expect(getLifetime({ shutdown: '2027-01-21' }, NOW)).toBe('ending')
    expect(getLifetime({ shutdown: '2026-11-23' }, NOW)).toBe('ending')
    expect(getLifetime({ shutdown: '2026-11-22' }, NOW)).toBe('ended')
    expect(getLifetime({}, NOW)).toBe('running')
    expect(getLifetime({ shutdown: 'soon' }, NOW)).toBe('running')
  })

  test('leads to its successor, or the successor’s successor if that has ended too', () => {
    expect(resolveEnded(model('openai:gpt-image-1'), offers(), NOW)).toMatchObject({
      model: { id: RECOMMENDED_MODEL },
      ended: { name: 'GPT Image 1' },
    })
    const flareEnded = offers(listing(OPENAI, { name: 'gpt-image-2.5-flare', shutdown: '2026-11-01' }))
    const alias = findOffered(flareEnded, RECOMMENDED_MODEL) ?? model(RECOMMENDED_MODEL)
    expect(resolveEnded(alias, flareEnded, NOW).model.id).toBe('openai:gpt-image-2.6-flare')
    expect(resolveEnded(model('openai:gpt-image-1'), flareEnded, NOW).model.id).toBe('openai:gpt-image-2.6-flare')
  })

  test('changes nothing before its day', () => {
    expect(resolveEnded(model('openai:gpt-image-1.5'), offers(), NOW)).toEqual({ model: model('openai:gpt-image-1.5') })
  })

  test('of all image models leaves the last one, which then fails with a clear message', () => {
    const allEnded = offers(
      listing(
        OPENAI,
        ...listModels()
          .filter(({ kind }) => kind === 'image')
          .map(({ wireName: name }) => ({
            name,
            shutdown: '2026-01-01',
          })),
      ),
    )
    const wanted = findOffered(allEnded, 'openai:gpt-image-2') ?? model('openai:gpt-image-2')
    expect(resolveEnded(wanted, allEnded, NOW)).toEqual({ model: wanted })
  })
})

test('OpenAI’s own server is recognized by its host', () => {
  expect(isOwnServer(OPENAI)).toBe(true)
  expect(isOwnServer('https://eu.api.openai.com/v1')).toBe(true)
  expect(isOwnServer('https://api.openai.com.evil.example/v1')).toBe(false)
  expect(isOwnServer(LOCAL)).toBe(false)
})
