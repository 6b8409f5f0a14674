import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '@shared/settings'
import { settingsView } from '../../../../../tests/support/settings-view'
import { findChange, fillForm, isSound, UNTOUCHED, type ConnectionDraft, type SettingsForm } from './settings-form'

const view = settingsView({ key: { source: 'saved' } })
const form = fillForm(view)

/** The form after typing into OpenAI's part. */
function typed(part: Partial<ConnectionDraft>): SettingsForm {
  return { ...form, connections: { openai: { name: 'OpenAI', baseUrl: '', key: UNTOUCHED, ...part } } }
}

test('an untouched form changes nothing', () => {
  expect(findChange(form, view)).toBeUndefined()
})

test('only what was changed is sent', () => {
  expect(findChange({ ...form, dailyCap: '0,50' }, view)).toEqual({ settings: { dailyCap: 500_000 } })
})

test('spaces around a pasted key or address are not part of it', () => {
  const pasted = typed({ baseUrl: ' https://example.test/v1 ', key: { text: ' sk-1\n', remove: false } })
  expect(findChange(pasted, view)).toEqual({
    settings: {
      connections: DEFAULT_SETTINGS.connections.map((one) =>
        one.id === 'openai' ? { ...one, baseUrl: 'https://example.test/v1' } : one,
      ),
    },
    secrets: { openaiKey: 'sk-1' },
  })
})

test.each([
  ['\u200bsk-1\ufeff', 'sk-1'],
  ['Bearer sk-1', 'sk-1'],
  ['OPENAI_API_KEY="sk-1"', 'sk-1'],
  ['“sk-1”', 'sk-1'],
])('of a key pasted as %j only the key is kept', (text, key) => {
  expect(findChange(typed({ key: { text, remove: false } }), view)).toEqual({ secrets: { openaiKey: key } })
})

test.each(['sk-…x9f', 'sk-1 and more', 'sk-ключ'])('%j is refused before anything is saved', (text) => {
  const unusable = typed({ key: { text, remove: false } })
  expect(isSound(unusable, view)).toBe(false)
  expect(findChange(unusable, view)).toBeUndefined()
})

test('removing a key sends null, a newly typed one wins over removing', () => {
  expect(findChange(typed({ key: { text: '', remove: true } }), view)).toEqual({ secrets: { openaiKey: null } })
  expect(findChange(typed({ key: { text: 'sk-2', remove: true } }), view)).toEqual({
    secrets: { openaiKey: 'sk-2' },
  })
})

test('a connection of the environment stays out of Settings until something in it is changed', () => {
  const made = { ...view, connections: view.connections.map((one) => ({ ...one, origin: 'environment' as const })) }
  expect(findChange(typed({ key: { text: 'sk-1', remove: false } }), made)).toEqual({ secrets: { openaiKey: 'sk-1' } })
  const change = findChange(typed({ name: 'Work' }), made)
  expect(change?.settings?.connections?.map(({ name }) => name)).toEqual(['Work'])
})

test('two connections of one name cannot be saved', () => {
  expect(isSound(typed({ name: ' demo' }), view)).toBe(false)
  expect(isSound(typed({ name: 'Work' }), view)).toBe(true)
})

test('what another window did to the order and the switches is kept', () => {
  const other = {
    ...view,
    connections: view.connections.toReversed().map((one) => ({ ...one, isDisabled: true as const })),
  }
  expect(findChange(typed({ name: 'Work' }), other)?.settings?.connections).toEqual([
    { id: 'demo', service: 'demo', name: 'Demo', baseUrl: '', isDisabled: true },
    { id: 'openai', service: 'openai', name: 'Work', baseUrl: '', isDisabled: true },
  ])
})
