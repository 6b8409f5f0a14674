import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS, OPENAI_BASE_URL, type SettingsView } from '@shared/settings'
import { changeOf, formOf, isSound } from './settings-form'

const view: SettingsView = {
  settings: DEFAULT_SETTINGS,
  secrets: { openaiKey: { source: 'saved' }, blobToken: { source: 'none' } },
  openaiBaseUrl: { value: OPENAI_BASE_URL, source: 'default' },
  keyStore: 'available',
}
const form = formOf(view)

test('an untouched form changes nothing', () => {
  expect(changeOf(form, view)).toBeUndefined()
})

test('only what was changed is sent', () => {
  expect(changeOf({ ...form, dailyCap: '0,50' }, view)).toEqual({ settings: { dailyCap: 500_000 } })
})

test('spaces around a pasted key or address are not part of it', () => {
  const pasted = { ...form, openaiBaseUrl: ' https://example.test/v1 ', openaiKey: { text: ' sk-1\n', remove: false } }
  expect(changeOf(pasted, view)).toEqual({
    settings: { openaiBaseUrl: 'https://example.test/v1' },
    secrets: { openaiKey: 'sk-1' },
  })
})

test.each([
  ['\u200bsk-1\ufeff', 'sk-1'],
  ['Bearer sk-1', 'sk-1'],
  ['OPENAI_API_KEY="sk-1"', 'sk-1'],
  ['“sk-1”', 'sk-1'],
])('of a key pasted as %j only the key is kept', (text, key) => {
  expect(changeOf({ ...form, openaiKey: { text, remove: false } }, view)).toEqual({ secrets: { openaiKey: key } })
})

test.each(['sk-…x9f', 'sk-1 and more', 'sk-ключ'])('%j is refused before anything is saved', (text) => {
  const typed = { ...form, openaiKey: { text, remove: false } }
  expect(isSound(typed)).toBe(false)
  expect(changeOf(typed, view)).toBeUndefined()
})

test('removing a key sends null, a newly typed one wins over removing', () => {
  expect(changeOf({ ...form, openaiKey: { text: '', remove: true } }, view)).toEqual({ secrets: { openaiKey: null } })
  expect(changeOf({ ...form, openaiKey: { text: 'sk-2', remove: true } }, view)).toEqual({
    secrets: { openaiKey: 'sk-2' },
  })
})
