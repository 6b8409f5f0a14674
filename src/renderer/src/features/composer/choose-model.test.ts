import { expect, test } from 'vitest'
import { MODELS } from '@shared/catalogue'
import en from '@shared/locales/en.json'
import { DEFAULT_SETTINGS, OPENAI_BASE_URL, type SecretStatus, type SettingsView } from '@shared/settings'
import { modelFor } from './choose-model'
import { groupModels } from './group-models'

const view = (openaiKey: SecretStatus, settings = DEFAULT_SETTINGS): SettingsView => ({
  settings,
  secrets: { openaiKey, blobToken: { source: 'none' } },
  openaiBaseUrl: { value: OPENAI_BASE_URL, source: 'default' },
  keyStore: 'available',
})

test('without a key a new chat begins on the demo, with one on the recommended model', () => {
  expect(modelFor([], view({ source: 'none' })).id).toBe('demo:image')
  expect(modelFor([], view({ source: 'environment', variable: 'OPENAI_API_KEY' })).id).toBe('openai:gpt-imagegen')
})

test('the model of the last send is proposed, unless its key is gone', () => {
  const last = { ...DEFAULT_SETTINGS, lastModel: 'openai:gpt-image-2' } as const
  expect(modelFor([], view({ source: 'saved' }, last)).id).toBe('openai:gpt-image-2')
  expect(modelFor([], view({ source: 'none' }, last)).id).toBe('demo:image')
})

test('what was chosen wins, and a model that is no longer known is passed over', () => {
  const chosen = modelFor(['openai:gone', 'demo:text'], view({ source: 'saved' }))
  expect(chosen.id).toBe('demo:text')
})

test('the picker shows every model once, what needs no key last', () => {
  const groups = groupModels(MODELS)
  expect(groups.map(({ name }) => name)).toEqual(['image', 'text', 'demo'])
  expect(groups.flatMap(({ models }) => models)).toHaveLength(MODELS.length)
})

test.each(MODELS.map(({ note }) => note))('%s has words', (key) => {
  const note = key.replace('model.note.', '')
  expect(en.model.note).toHaveProperty(note)
})
