import { expect, test } from 'vitest'
import { NO_TOTALS, findWarning, type BudgetView } from '@shared/budget'
import { dismiss, forget, isDismissed } from './dismissal'

test('a quiet banner stays away for the day, and only at its cap', () => {
  const storage = new Map<string, string>()
  const kept = makeStorage(storage)
  const today = aView({})
  dismiss(kept, today, findWarning(today)!)
  expect(isDismissed(kept, today, findWarning(today)!)).toBe(true)

  const tomorrow = aView({ day: 1 })
  expect(isDismissed(kept, tomorrow, findWarning(tomorrow)!)).toBe(false)
  const raised = aView({ cap: 1_100_000 })
  expect(isDismissed(kept, raised, findWarning(raised)!)).toBe(false)
})

test('the clear banner cannot be put away, and the next crossing is said again', () => {
  const kept = makeStorage(new Map())
  const near = aView({})
  dismiss(kept, near, findWarning(near)!)
  const reached = aView({ spent: 1_000_000 })
  expect(isDismissed(kept, reached, findWarning(reached)!)).toBe(false)
  forget(kept)
  expect(isDismissed(kept, near, findWarning(near)!)).toBe(false)
})

function makeStorage(items: Map<string, string>) {
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

function aView({ spent = 900_000, cap = 1_000_000, day = 0 }): BudgetView {
  const totals = { ...NO_TOTALS, known: spent }
  const limits = { dailyCap: cap, monthlyCap: null, askAbove: null }
  const period = { from: day, to: day + 1 }
  return { day: period, month: period, today: totals, thisMonth: totals, reserved: 0, limits }
}
