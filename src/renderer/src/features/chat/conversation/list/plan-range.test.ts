import { expect, test } from 'vitest'
import { followRange, planRange, type Layout, type Range, type Window } from './plan-range'

/** Messages of 400 pixels and 100 elements each. */
function aLayout(count: number, height = 400): Layout {
  return { tops: Float64Array.from({ length: count + 1 }, (_, index) => index * height), weigh: () => 100 }
}

/** Plans until no more messages are added. */
function settle(range: Range, layout: Layout, view: Window): Range {
  let current = range
  for (let turn = 0; turn < 1_000; turn += 1) {
    const plan = planRange(current, layout, view)
    if (plan.isComplete) return plan.range
    current = plan.range
  }
  throw new Error('It never settles.')
}

test('what is in view is there at once, and what is around it joins one by one', () => {
  const layout = aLayout(100)
  const view = { top: 20_000, bottom: 20_700 }
  const first = planRange({ first: 98, last: 99 }, layout, view)
  expect(first).toMatchObject({ range: { first: 49, last: 51 }, isComplete: false })
  const second = planRange(first.range, layout, view)
  expect(second.range.last - second.range.first).toBe(first.range.last - first.range.first + 1)
  expect(settle(first.range, layout, view)).toEqual({ first: 48, last: 53 })
})

test('scrolled through from one end to the other, a long chat keeps only messages near the view, and no view is empty', () => {
  const layout = aLayout(1_000)
  let range: Range = { first: 998, last: 999 }
  for (let top = 1_000 * 400 - 700; top >= 0; top -= 300) {
    const view = { top, bottom: top + 700 }
    range = settle(range, layout, view)
    expect(range.first * 400).toBeLessThanOrEqual(top)
    expect((range.last + 1) * 400).toBeGreaterThanOrEqual(top + 700)
    expect(range.last - range.first + 1).toBeLessThanOrEqual(9)
  }
  expect(range.first).toBe(0)
})

test('a short chat stays in the page as a whole', () => {
  const layout = { ...aLayout(20, 1_000), weigh: () => 30 }
  const top = settle({ first: 19, last: 19 }, layout, { top: 10_000, bottom: 10_700 })
  const through = [8_000, 6_000, 4_000, 2_000, 0].reduce(
    (range, at) => settle(range, layout, { top: at, bottom: at + 700 }),
    top,
  )
  expect(through).toEqual({ first: 0, last: 11 })
})

test('messages higher than everything allowed are there as long as they are seen', () => {
  const layout = { ...aLayout(3, 50_000), weigh: () => 5_000 }
  expect(settle({ first: 2, last: 2 }, layout, { top: 60_000, bottom: 60_700 })).toEqual({ first: 1, last: 1 })
})

test('an empty chat, and views beyond the ends, are no special case', () => {
  expect(planRange({ first: 0, last: -1 }, aLayout(0), { top: 0, bottom: 700 }).range).toEqual({ first: 0, last: -1 })
  expect(planRange({ first: 0, last: 0 }, aLayout(1), { top: -500, bottom: 9_000 })).toEqual({
    range: { first: 0, last: 0 },
    isComplete: true,
  })
})

test('the same messages stay in the page when others come, go or are replaced', () => {
  const before = ['c', 'd', 'e', 'f', 'g']
  expect(followRange({ first: 1, last: 2 }, before, ['a', 'b', ...before])).toEqual({ first: 3, last: 4 })
  expect(followRange({ first: 1, last: 2 }, before, [...before, 'h'])).toEqual({ first: 1, last: 2 })
  expect(followRange({ first: 3, last: 4 }, before, [...before, 'h', 'i'])).toEqual({ first: 3, last: 6 })
  expect(followRange({ first: 1, last: 3 }, before, ['c', 'd', 'x'])).toEqual({ first: 1, last: 2 })
  expect(followRange({ first: 3, last: 4 }, before, [])).toEqual({ first: 0, last: -1 })
})
