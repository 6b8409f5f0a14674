import { expect, test } from 'vitest'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { Failure, FailureCode } from '@shared/failure'
import type { DoneAnswer, FailedAnswer } from '../model'
import { sayFailure, sayShortfall } from './say-failure'
import { aStoredImage } from '../../../../../../tests/support/page/chat-page'

const provider = 'OpenAI'
const aFailure = (code: FailureCode, more: Partial<Failure> = {}): Failure => ({ code, charge: 'none', at: 0, ...more })
const failed = (code: FailureCode, more?: Partial<Failure>) =>
  ({ status: 'failed', failure: aFailure(code, more), parts: [] }) as unknown as FailedAnswer
const short = (shortfall: Failure, count: number) =>
  ({
    status: 'done',
    shortfall,
    options: { ...DEFAULT_IMAGE_OPTIONS, count },
    parts: [{ type: 'image', image: aStoredImage() }],
  }) as unknown as DoneAnswer

test.each<[string, FailedAnswer, boolean, string]>([
  ['the prompt, where there were only words', failed('prompt-refused'), false, 'OpenAI refused the prompt.'],
  ['the request, where images went along', failed('prompt-refused'), true, 'OpenAI refused the request.'],
  [
    'the proxy by its name',
    failed('proxy-unreachable', { proxy: 'box:8080' }),
    false,
    'Can’t reach the proxy box:8080.',
  ],
  [
    'the setting',
    failed('setting-refused', { setting: 'temperature' }),
    false,
    'This model doesn’t take this temperature.',
  ],
])(
  'a file or a print of the chat names what was refused as the screen does: %s',
  (_what, message, hasImages, words) => {
    expect(sayFailure(message, { provider, hasImages })).toBe(`This answer failed: ${words}`)
  },
)

test('an answer that lacks some images is not called failed in a file or a print of the chat, but as on screen', () => {
  const refused = short(aFailure('prompt-refused', { detail: 'Your request was rejected.' }), 2)
  const context = { provider, hasImages: true }
  const words = '1 image is missing. OpenAI refused the request. OpenAI says: Your request was rejected.'
  expect(sayFailure(refused, context)).toBe(words)
  expect(sayShortfall(refused, refused.shortfall!, context)).toBe(words)
  const cut = short(aFailure('text-cut-short'), 1)
  expect(sayFailure(cut, { provider })).toBe('The answer was cut short. It reached the model’s maximum length.')
})

test('of an answer without a failure nothing is said', () => {
  const { shortfall: _shortfall, ...whole } = short(aFailure('text-cut-short'), 1)
  expect(sayFailure(whole as DoneAnswer, { provider })).toBeUndefined()
})
