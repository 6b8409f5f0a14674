import { describe, expect, test } from 'vitest'
import { findModel, listModels, type ModelId } from '@shared/catalogue'
import type { ListedModel } from '@shared/catalogue/offers'
import later from '@shared/locales/later.en.json'
import type { SecretStatus } from '@shared/connections'
import { DEFAULT_SETTINGS, type SettingsView } from '@shared/settings'
import { OPENAI_ADDRESS, settingsView } from '../../../../../tests/support/settings-view'
import { anInput } from '../../../../../tests/support/page/chat-page'
import { findTakers, isDropped, modelFor, modelToRemember, offersFor } from './choose-model'

const NOW = Date.parse('2026-11-22T12:00:00Z')

type Part = Omit<NonNullable<Parameters<typeof settingsView>[0]>, 'key'>
const view = (key: SecretStatus, part: Part = {}): SettingsView => settingsView({ key, ...part })
const saved = (part: Part = {}) => view({ source: 'saved' }, part)
const listing = (...models: readonly (string | ListedModel)[]) => ({
  server: OPENAI_ADDRESS,
  readAt: NOW,
  models: models.map((model) => (typeof model === 'string' ? { name: model } : model)),
})
const chosen = (wanted: readonly ModelId[], settings: SettingsView, now = NOW) =>
  modelFor(wanted, settings, now).model.id

test('without a key a new chat begins on the demo, with one on the recommended model', () => {
  expect(chosen([], view({ source: 'none' }))).toBe('demo:image')
  expect(chosen([], view({ source: 'environment', variable: 'OPENAI_API_KEY' }))).toBe('openai:gpt-imagegen')
})

test('the model used last is proposed, unless its key is gone', () => {
  const settings = { ...DEFAULT_SETTINGS, lastModel: 'openai:gpt-image-2' } as const
  expect(chosen([], saved({ settings }))).toBe('openai:gpt-image-2')
  expect(chosen([], view({ source: 'none' }, { settings }))).toBe('demo:image')
})

describe('a new chat that is meant for text', () => {
  const used = (lastModel: ModelId) => ({ settings: { ...DEFAULT_SETTINGS, lastModel } })

  test('stays with the text model used last', () => {
    expect(chosen([], saved(used('openai:gpt-6.1-terra')))).toBe('openai:gpt-6.1-terra')
  })

  test('never ends in an image model, whatever became of its own', () => {
    const lacking = { listing: listing('gpt-6.1-sol', 'gpt-image-2') }
    expect(chosen([], saved({ ...used('openai:gpt-6.1-terra'), ...lacking }))).toBe('openai:gpt-6.1-sol')
    expect(chosen([], saved({ ...used('openai:llama3'), listing: listing('gpt-image-2') }))).toBe('openai:llama3')
    expect(chosen([], view({ source: 'none' }, used('openai:gpt-6.1-terra')))).toBe('demo:text')
  })

  test('is the demo without keys, even if a service lists a free model', () => {
    const lines = [
      { what: 'textIn', unit: 'token', each: 0 },
      { what: 'textOut', unit: 'token', each: 0 },
    ] as const
    const facts = { kind: 'text', prices: { asOf: '2026-11-22', lines } } as const
    const { connections, ...rest } = view({ source: 'none' }, used('openai:gpt-6.1-terra'))
    const openrouter = {
      ...connections[0]!,
      id: 'openrouter',
      service: 'openrouter',
      listing: listing({ name: 'some/model:free', facts }),
    } as const
    const offered = { ...rest, connections: [openrouter, ...connections] }
    expect(offersFor(offered).some(({ model }) => model.prices === 'free' && model.service === 'openrouter')).toBe(true)
    expect(chosen([], offered)).toBe('demo:text')
  })

  test('keeps the demo that was chosen although there is a key', () => {
    expect(chosen([], saved(used('demo:text')))).toBe('demo:text')
  })
})

test('the model chosen in Settings comes before the one used last', () => {
  const settings = { ...DEFAULT_SETTINGS, newChatModel: 'openai:gpt-6.1-sol', lastModel: 'openai:gpt-image-2' } as const
  expect(chosen([], saved({ settings }))).toBe('openai:gpt-6.1-sol')
  expect(chosen([], view({ source: 'none' }, { settings }))).toBe('demo:text')
  expect(chosen(['demo:image'], saved({ settings }))).toBe('demo:image')
})

test('the demo that one starts with is not remembered, so that the first key leads to the recommended model', () => {
  expect(modelToRemember('demo:image', view({ source: 'none' }))).toBeUndefined()
  expect(modelToRemember('demo:text', view({ source: 'none' }))).toBe('demo:text')
  expect(modelToRemember('demo:image', saved())).toBe('demo:image')
})

test('what was chosen wins, and a model that is no longer known is passed over', () => {
  expect(chosen(['openai:unknown', 'demo:text'], saved())).toBe('demo:text')
})

test('a server that lacks the recommended model is met with the first image model that it has', () => {
  expect(chosen([], saved({ listing: listing('gpt-6.1-sol', 'gpt-image-2.6-flare') }))).toBe(
    'openai:gpt-image-2.6-flare',
  )
  expect(chosen([], saved({ listing: listing('gpt-6.1-sol') }))).toBe('openai:gpt-imagegen')
  expect(chosen([], saved({ listing: listing('whatever') }))).toBe('openai:gpt-imagegen')
})

test('a model that only its server’s list made known is dropped when a new list lacks it, and ours never', () => {
  const now = saved({ listing: listing('gpt-5.6-sol') })
  const isGone = (id: ModelId, view: SettingsView) => isDropped(findModel(id)!, view)
  expect(isGone('openai:gpt-5.6-sol', now)).toBe(false)
  expect(isGone('openai:gpt-5.7-sol', now)).toBe(true)
  expect(isGone('openai:gpt-image-2', now)).toBe(false)
  expect(isGone('openai:gpt-5.7-sol', saved())).toBe(false)
  expect(isGone('compatible-1a2b:image/flux', now)).toBe(false)
})

test('what is offered is made anew only when something changes that it depends on', () => {
  const before = saved({ listing: listing('gpt-5.6-sol') })
  const offers = offersFor(before)
  const same = saved({ listing: listing('gpt-5.6-sol'), settings: { theme: 'dark', favoriteModels: ['demo:image'] } })
  expect(offersFor(same)).toBe(offers)
  expect(offersFor(saved({ listing: listing('gpt-5.7-sol') }))).not.toBe(offers)
  const shutdown = '2026-12-24'
  expect(offersFor(saved({ listing: listing({ name: 'gpt-5.6-sol', shutdown }) }))).not.toBe(offers)
  // Names and prices may arrive after the list itself.
  const told = offersFor(saved({ listing: listing({ name: 'gpt-5.6-sol', facts: { title: 'Sol' } }) }))
  expect(told).not.toBe(offersFor(saved({ listing: listing({ name: 'gpt-5.6-sol' }) })))
  const others: Part[] = [
    { settings: { recommendedModel: 'openai:gpt-image-2' } },
    { settings: { connections: DEFAULT_SETTINGS.connections.slice(1) } },
    { settings: { connections: DEFAULT_SETTINGS.connections.map((one) => ({ ...one, isDisabled: true as const })) } },
    {
      settings: {
        connections: DEFAULT_SETTINGS.connections.map((one) => ({ ...one, types: { a: 'image' as const } })),
      },
    },
  ]
  for (const part of others) {
    const first = offersFor(saved())
    expect(offersFor(saved(part))).not.toBe(first)
  }
})

describe('a chat whose connection was removed or turned off', () => {
  const without = (id: string) =>
    saved({ settings: { connections: DEFAULT_SETTINGS.connections.filter((one) => one.id !== id) } })

  test('gets the same model of another connection, and is told why', () => {
    const { model, ended } = modelFor(['openai-b2:gpt-image-2'], saved(), NOW)
    expect([model.id, ended?.id]).toEqual(['openai:gpt-image-2', 'openai-b2:gpt-image-2'])
    const off = DEFAULT_SETTINGS.connections.map((one) => ({ ...one, isDisabled: true as const }))
    expect(chosen(['openai:gpt-6.1-sol'], saved({ settings: { connections: off } }))).toBe('demo:text')
  })

  test('stays with its kind', () => {
    expect(chosen(['openai:gpt-6.1-sol'], without('openai'))).toBe('demo:text')
    expect(chosen(['openai-b2:gpt-6.1-sol'], saved())).toBe('openai:gpt-6.1-sol')
    expect(
      chosen([], {
        ...without('openai'),
        settings: { ...without('openai').settings, lastModel: 'openai:gpt-6.1-sol' },
      }),
    ).toBe('demo:text')
  })
})

describe('a chat that remembers a model', () => {
  test('that was shut down gets its successor, and is told which one has ended', () => {
    const { model, ended } = modelFor(['openai:gpt-image-1'], saved(), NOW)
    expect([model.name, ended?.name, ended?.shutdown]).toEqual(['GPT Image (recommended)', 'GPT Image 1', '2026-10-23'])
  })

  test('keeps it until the day of its shutdown, and not beyond', () => {
    const before = Date.parse('2026-11-30T23:59:59Z')
    expect(modelFor(['openai:gpt-image-1.5'], saved(), before).ended).toBeUndefined()
    expect(modelFor(['openai:gpt-image-1.5'], saved(), before + 1_000).ended?.id).toBe('openai:gpt-image-1.5')
  })

  test('that only another server lists keeps it', () => {
    expect(chosen(['openai:llama3'], saved())).toBe('openai:llama3')
  })
})

test.each(listModels().flatMap(({ note, id }) => (note && id !== 'openai:gpt-imagegen' ? [note] : [])))(
  '%s has words',
  (key) => {
    expect(later.model.note).toHaveProperty(key)
  },
)

test('in place of a model that takes no images those are offered that do and can be asked', () => {
  const recraft = listModels().find(({ name }) => name === 'Recraft V4.1')!
  const takers = findTakers([anInput()], recraft, saved(), NOW)
  expect(takers.map(({ kind, service }) => [kind, service])).toEqual([
    ['image', 'openai'],
    ['image', 'openai'],
  ])
  const many = Array.from({ length: 20 }, (_, index) => anInput({ hash: String(index).padStart(64, '0') as never }))
  expect(findTakers(many, recraft, saved(), NOW).filter(({ kind }) => kind === 'text')).toEqual([])
  const free = findTakers([anInput()], recraft, view({ source: 'none' }), NOW)
  expect(free.map(({ id }) => id)).toEqual(['demo:image'])
})
