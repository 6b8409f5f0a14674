import { expect, test } from 'vitest'
import { NO_TOTALS, type BudgetView } from '@shared/budget'
import { findModel, type ModelId } from '@shared/catalogue'
import { describeAnswer } from './describe-answer'

const terra = 'openai:gpt-6.1-terra' as ModelId

function view(limits: Partial<BudgetView['limits']> = {}): BudgetView {
  const period = { from: 0, to: 1 }
  return {
    day: period,
    month: period,
    today: NO_TOTALS,
    thisMonth: NO_TOTALS,
    reserved: 0,
    limits: { dailyCap: null, monthlyCap: null, askAbove: null, ...limits },
  }
}

test('a longer question costs more, an empty one has a price, and a free model none', () => {
  const describe = (text: string) => describeAnswer(terra, text, { find: findModel, budget: view() })
  expect(describe('').answers).toMatchObject({ name: 'GPT-6.1 Terra', estimate: { kind: 'range' } })
  const [short, long] = ['Why?', 'word '.repeat(3_000)].map((text) => describe(text).answers?.estimate)
  expect(short?.kind === 'range' && long?.kind === 'range' && long.high > short.high).toBe(true)
  const demo = describeAnswer('demo:text' as ModelId, 'Hi', { find: findModel, budget: view({ dailyCap: 0 }) })
  expect(demo).toMatchObject({ answers: { name: 'Demo Text', estimate: { kind: 'free' } } })
  expect(demo.cap).toBeUndefined()
})

test('the cap that would stop it is named; what is only asked about first is none; without a model nothing is said', () => {
  const describe = (limits: Partial<BudgetView['limits']>) =>
    describeAnswer(terra, 'Hi', { find: findModel, budget: view(limits) }).cap
  expect(describe({ dailyCap: 1 })).toBe('daily')
  expect(describe({ monthlyCap: 1 })).toBe('monthly')
  expect(describe({ askAbove: 1 })).toBeUndefined()
  expect(describeAnswer(null, 'Hi', { find: findModel, budget: view() })).toEqual({ answers: null })
})
