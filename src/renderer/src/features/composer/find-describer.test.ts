import { expect, test } from 'vitest'
import { settingsView } from '../../../../../tests/support/settings-view'
import { anInput } from '../../../../../tests/support/page/chat-page'
import { findDescriber } from './find-describer'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const withKey = settingsView({ key: { source: 'saved' } })
const image = anInput()

test('the first preferred text model that sees describes an image; image models are passed over', () => {
  const preferred = [
    'demo:text',
    'openai:gpt-image-2',
    undefined,
    'openai:gpt-6.1-sol',
    'openai:gpt-6.1-terra',
  ] as const
  expect(findDescriber(image, preferred, withKey, NOW)?.id).toBe('openai:gpt-6.1-sol')
})

test('without a preferred one, the first text model that can be asked describes it', () => {
  const found = findDescriber(image, ['openai:gpt-image-2'], withKey, NOW)
  expect(found).toMatchObject({ kind: 'text', sees: true, connection: 'openai' })
})

test('without a key no model is offered, and a mask is described by none', () => {
  expect(findDescriber(image, ['openai:gpt-6.1-sol'], settingsView({ key: { source: 'none' } }), NOW)).toBeUndefined()
  expect(findDescriber({ ...image, role: 'mask' }, [], withKey, NOW)).toBeUndefined()
})
