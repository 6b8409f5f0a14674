import { describe, expect, test } from 'vitest'
import { cleanKey } from './clean-key'
import { findKeyOwner } from './key-shapes'
import { listServices } from './services'

const CHARACTERS = 'x1'.repeat(20)
const KEYS: readonly (readonly [key: string, owner: string])[] = [
  ['sk-ant-api03-abc', 'Anthropic'],
  ['sk-or-v1-abc', 'OpenRouter'],
  [`AIza${CHARACTERS}`, 'Google'],
  [`AQ.Ab8RN6${CHARACTERS}`, 'Google'],
  ['sk-proj-abc', 'OpenAI'],
  ['sk-svcacct-abc', 'OpenAI'],
  [`0a1b2c3d-1111-2222-3333-444455556666:${'0123456789abcdef'.repeat(2)}`, 'fal'],
  [`xai-${CHARACTERS}`, 'xAI'],
  [`r8_${CHARACTERS}`, 'Replicate'],
  [`hf_${CHARACTERS}`, 'Hugging Face'],
  [`gsk_${CHARACTERS}`, 'Groq'],
  [`pplx-${CHARACTERS}`, 'Perplexity'],
  [`nvapi-${CHARACTERS}`, 'NVIDIA'],
  ['vercel_blob_rw_abc', 'Vercel Blob'],
  [`ghp_${CHARACTERS}`, 'GitHub'],
  [`github_pat_${CHARACTERS}`, 'GitHub'],
  [`tgp_v1_${CHARACTERS}`, 'Together'],
  [`csk-${CHARACTERS}`, 'Cerebras'],
  [`vck_${CHARACTERS}`, 'Vercel AI Gateway'],
]

describe.each(KEYS)('%s', (key, owner) => {
  test(`is a key of ${owner}`, () => {
    expect(findKeyOwner(key)).toBe(owner)
  })

  test('is taken out of a sentence', () => {
    expect(cleanKey(`My new key is ${key}, thanks`)).toEqual({ key, removed: ['prefix'] })
  })
})

test.each(['sk-abcdef', 'anything else', 'hf_hub_download', 'pplx-70b-online', `${'sk-proj-abc'} and more`])(
  '%s belongs to no known service',
  (text) => {
    expect(findKeyOwner(text)).toBeUndefined()
  },
)

test('no shape has groups that capture, or flags, since all are joined', () => {
  const shapes = listServices().flatMap(({ keyShapes }) => keyShapes ?? [])
  expect(shapes.filter(({ source, flags }) => flags !== '' || /\((?!\?)/.test(source))).toEqual([])
})
