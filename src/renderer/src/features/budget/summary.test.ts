import { expect, test } from 'vitest'
import { NO_TOTALS } from '@shared/budget'
import type { RunId } from '@shared/ids'
import type { Spending } from '@shared/spending'
import { getConfirmed, byModel } from './summary'

test('models stand with the dearest first, and those that cost nothing are left out', () => {
  const entries = [
    aSpending({ model: 'openai:gpt-image-2', cost: 10 }),
    aSpending({ model: 'demo:image', charge: 'none', cost: 0 }),
    aSpending({ model: 'openai:gpt-6.1-terra', charge: 'unknown' }),
    aSpending({ model: 'openai:gpt-image-2.5-flare', charge: 'unknown', atMost: 20 }),
    aSpending({ model: 'openai:gpt-image-2', cost: 5 }),
  ]
  expect(byModel(entries).map(({ model }) => model)).toEqual([
    'openai:gpt-image-2.5-flare',
    'openai:gpt-image-2',
    'openai:gpt-6.1-terra',
  ])
})

test('a sum reaches from what is known to what it may be, and is never nothing where that is unknown', () => {
  expect(getConfirmed({ ...NO_TOTALS, known: 10, possible: 5 })).toBe(10)
  expect(getConfirmed({ ...NO_TOTALS, unpriced: 2 })).toBeUndefined()
  expect(getConfirmed(NO_TOTALS)).toBe(0)
})

function aSpending(facts: Partial<Spending>): Spending {
  return { runId: 'run' as RunId, at: 0, model: 'openai:gpt-image-2', kind: 'image', charge: 'charged', ...facts }
}
