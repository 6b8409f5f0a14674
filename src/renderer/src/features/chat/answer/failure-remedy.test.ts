import { describe, expect, test } from 'vitest'
import { FAILURE_CODES, type FailureCode } from '@shared/failure'
import later from '@shared/locales/later.en.json'
import { remediesFor } from './failure-remedy'

const failed = (code: FailureCode) => remediesFor({ code, charge: 'none', at: 0 })

describe('a failure', () => {
  test.each(FAILURE_CODES)('%s has words and a way on', (code) => {
    expect(later.failure[code]).toEqual({ title: expect.any(String), hint: expect.any(String) })
    expect(failed(code).length).toBeGreaterThan(0)
  })

  test('that the user can mend elsewhere leads there first', () => {
    expect(failed('key-rejected')[0]).toBe('settings')
    expect(failed('quota-exhausted')[0]).toBe('billing')
    expect(failed('prompt-refused')[0]).toBe('edit')
    expect(failed('connection-lost')).toEqual(['retry'])
  })
})
