import { describe, expect, test } from 'vitest'
import { NO_TOTALS, findExceededCap, sumTotals, findWarning, type BudgetView, type Limits } from './budget'
import type { RunId } from './ids'
import type { Estimate } from './pricing'
import { findUnconfirmed } from './request-cost'
import type { Spending } from './spending'

const DOLLAR = 1_000_000
const NONE: Limits = { dailyCap: null, monthlyCap: null, askAbove: null }

describe('totals', () => {
  test('separate known, possible and unknown costs', () => {
    const entries = [
      aSpending({ charge: 'charged', cost: 13_000 }),
      aSpending({ charge: 'unknown', atMost: 53_000 }),
      aSpending({ charge: 'charged', atMost: 1_000 }),
      aSpending({ charge: 'unknown' }),
      aSpending({ charge: 'none' }),
      aSpending({ charge: 'none', cost: 0 }),
    ]
    expect(sumTotals(entries)).toEqual({ known: 13_000, possible: 54_000, guessed: 2, unpriced: 1 })
  })
})

describe('a cap', () => {
  test('allows what fits to the last micro-dollar, and nothing more', () => {
    const view = aView({ spent: 700_000, reserved: 200_000, dailyCap: DOLLAR })
    expect(findExceededCap(view, upTo(100_000))).toBeUndefined()
    expect(findExceededCap(view, upTo(100_001))).toEqual({
      limit: 'daily',
      amount: DOLLAR,
      left: 100_000,
      cost: 100_001,
    })
  })

  test('counts what may have been spent', () => {
    const view = aView({ possible: 900_000, monthlyCap: DOLLAR })
    expect(findExceededCap(view, upTo(200_000))).toMatchObject({ limit: 'monthly', left: 100_000 })
  })

  test('allows an unknown price until the cap is reached', () => {
    const unknown: Estimate = { kind: 'unknown' }
    expect(findExceededCap(aView({ spent: 999_999, dailyCap: DOLLAR }), unknown)).toBeUndefined()
    expect(findExceededCap(aView({ spent: DOLLAR, dailyCap: DOLLAR }), unknown)).toEqual({
      limit: 'daily',
      amount: DOLLAR,
      left: 0,
    })
  })

  test('never blocks a free request, even at a cap of zero', () => {
    expect(findExceededCap(aView({ spent: DOLLAR, dailyCap: 0 }), { kind: 'free' })).toBeUndefined()
    expect(findExceededCap(aView({ dailyCap: 0 }), upTo(1))).toMatchObject({ limit: 'daily', left: 0 })
  })
})

test('an amount above the confirmation amount needs a yes to at least that amount', () => {
  const limits = { ...NONE, askAbove: 50_000 }
  expect(findUnconfirmed(limits, upTo(50_000))).toBeUndefined()
  expect(findUnconfirmed(limits, upTo(50_001))).toEqual({ limit: 'request', amount: 50_000, cost: 50_001 })
  expect(findUnconfirmed(limits, upTo(50_001), 50_000)).toBeDefined()
  expect(findUnconfirmed(limits, upTo(50_001), 50_001)).toBeUndefined()
  expect(findUnconfirmed({ ...limits, askAbove: null }, upTo(9 * DOLLAR))).toBeUndefined()
})

test('the warning starts at four fifths of a cap, for the cap that is used most', () => {
  expect(findWarning(aView({ spent: 799_999, dailyCap: DOLLAR }))).toBeUndefined()
  expect(findWarning(aView({ spent: 800_000, dailyCap: DOLLAR }))).toMatchObject({ name: 'daily', level: 'near' })
  expect(findWarning(aView({ spent: DOLLAR, dailyCap: DOLLAR }))).toMatchObject({ level: 'reached' })
  const both = aView({ spent: 900_000, dailyCap: DOLLAR, monthlyCap: 900_000 })
  expect(findWarning(both)).toMatchObject({ name: 'monthly', level: 'reached' })
})

function upTo(high: number): Estimate {
  return { kind: 'range', low: 0, high }
}

interface Facts extends Partial<Limits> {
  readonly spent?: number
  readonly possible?: number
  readonly reserved?: number
}

/** All spending is from today. */
function aView({ spent = 0, possible = 0, reserved = 0, ...limits }: Facts): BudgetView {
  const totals = { ...NO_TOTALS, known: spent, possible }
  const period = { from: 0, to: 1 }
  return { day: period, month: period, today: totals, thisMonth: totals, reserved, limits: { ...NONE, ...limits } }
}

function aSpending(facts: Partial<Spending>): Spending {
  return { runId: 'run' as RunId, at: 0, model: 'openai:gpt-image-2', kind: 'image', charge: 'none', ...facts }
}
