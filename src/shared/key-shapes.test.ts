import { expect, test } from 'vitest'
import { findKeyOwner } from './key-shapes'

test.each([
  ['sk-ant-api03-abc', 'Anthropic'],
  ['sk-or-v1-abc', 'OpenRouter'],
  [`AIza${'x'.repeat(35)}`, 'Google'],
  [`AQ.Ab8RN6${'x'.repeat(40)}`, 'Google'],
  ['sk-proj-abc', 'OpenAI'],
  ['sk-abcdef', undefined],
  ['vercel_blob_rw_abc', 'Vercel Blob'],
  ['anything else', undefined],
])('%s is a key of %s', (key, owner) => {
  expect(findKeyOwner(key)).toBe(owner)
})
