import { describe, expect, test } from 'vitest'
import type { Failure, FailureCode } from '@shared/failure'
import { FAILURE_CODES } from '@shared/failure-kinds'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import later from '@shared/locales/later.en.json'
import { canRetry, canTryOthers } from './can-retry'
import { remediesFor } from './failure-remedy'
import type { Asked } from './request-change'

const large: Asked = {
  model: 'openai:gpt-image-2.5-flare',
  options: { ...DEFAULT_IMAGE_OPTIONS, size: '3840x2160', quality: 'max' },
}
const usual: Asked = { model: 'openai:gpt-imagegen', options: { ...DEFAULT_IMAGE_OPTIONS, quality: 'low' } }
const text: Asked = { model: 'openai:gpt-6.1-terra' }

const failed = (code: FailureCode, asked = usual, more: Partial<Failure> = {}) =>
  remediesFor({ code, charge: 'none', at: 0, ...more }, asked, Date.parse('2026-11-22'))

describe('a failure', () => {
  test.each(FAILURE_CODES)('%s has words, a way on, and not more than three', (code) => {
    expect(later.failure[code]).toEqual({ title: expect.any(String), hint: expect.any(String) })
    for (const asked of [large, usual, text]) {
      expect(failed(code, asked).length).toBeGreaterThan(0)
      expect(failed(code, asked).length).toBeLessThanOrEqual(3)
    }
  })

  test.each<[FailureCode, string]>([
    ['key-rejected', 'settings'],
    ['organisation-unverified', 'verify'],
    ['country-unsupported', 'countries'],
    ['quota-exhausted', 'billing'],
    ['credit-exhausted', 'billing'],
    ['spend-limit-reached', 'limits'],
    ['project-limit-reached', 'limits'],
    ['cap-reached', 'raiseCap'],
    ['prompt-refused', 'edit'],
    ['model-unavailable', 'otherModel'],
    ['rate-limited', 'retry'],
    ['provider-busy', 'retry'],
    ['connection-lost', 'retry'],
  ])('%s leads first to what helps: %s', (code, remedy) => {
    expect(failed(code)[0]).toBe(remedy)
  })

  test('that something smaller would avoid offers just that, where there is something smaller', () => {
    expect(failed('timed-out', large)).toEqual(['lighter', 'retry'])
    expect(failed('answer-too-large', large)).toEqual(['lighter', 'retry'])
    expect(failed('timed-out', usual)).toEqual(['retry'])
    expect(failed('timed-out', text)).toEqual(['retry'])
  })

  test('about one option offers its usual value, and about a usual one the message box', () => {
    expect(failed('option-refused', large, { option: 'size' })).toEqual(['usual', 'edit', 'retry'])
    expect(failed('option-refused', large, { option: 'format' })).toEqual(['edit', 'retry'])
  })

  test('about the words never proposes to send the same ones again', () => {
    expect(failed('prompt-refused', usual, { stage: 'input' })).toEqual(['edit'])
    expect(failed('prompt-refused', usual, { stage: 'output' })).toEqual(['edit', 'retry'])
  })

  test('about a missing file proposes another one, and not to miss it again', () => {
    expect(failed('input-missing')).toEqual(['edit'])
    expect(canTryOthers({ code: 'input-missing' })).toBe(false)
    expect(canTryOthers({ code: 'prompt-refused' })).toBe(true)
  })

  test('of a request that can’t be sent as it is never proposes to send it again', () => {
    const asIs = FAILURE_CODES.filter((code) => !canRetry({ code }))
    expect(asIs).toContain('inputs-too-many')
    expect(asIs).not.toContain('connection-lost')
    for (const code of asIs) expect(failed(code)).toEqual(['edit'])
  })
})
