import { join } from 'node:path'
import { expect } from 'vitest'
import { findWarning, type BudgetView, type Limits, type ProjectCaps } from '@shared/budget'
import { FailureError, type Failure } from '@shared/failure'
import { createId, type ChatId, type RunId } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { createParts } from '@shared/request'
import type { RunDraft } from '@shared/run'
import type { Spending } from '@shared/spending'
import { test } from '../../../tests/support/main/test-folder'
import { Budget } from './budget'
import { Ledger } from './ledger'

/** The highest cost of one of these requests. */
const COST = 19_185
const DAY_MS = 86_400_000
const NOON = Date.parse('2026-11-22T12:00:00Z')
const [BOOK, OTHER] = [createId<ChatId>(), createId<ChatId>()]
const NONE: Limits = { dailyCap: null, monthlyCap: null, askAbove: null }

test('the cap of a project holds for its chats alone, beside the caps of everything', async ({ folder }) => {
  const budget = await openBudget(folder, { ...NONE, dailyCap: 4.5 * COST }, capped({ dailyCap: 1.5 * COST }))
  expect(refused(budget, aRequest(BOOK))).toBeUndefined()
  expect(refused(budget, aRequest(BOOK))).toMatchObject({
    code: 'cap-reached',
    charge: 'none',
    limit: { limit: 'daily', projectId: BOOK, amount: 1.5 * COST, left: 0.5 * COST, cost: COST },
  })
  expect(refused(budget, aRequest(OTHER))).toBeUndefined()
  expect(refused(budget, aRequest())).toBeUndefined()
  expect(refused(budget, aRequest(OTHER))).toBeUndefined()
  // A project's spending also counts toward the global caps.
  const { projectId, ...limit } = refused(budget, aRequest(OTHER))?.limit ?? {}
  expect(projectId).toBeUndefined()
  expect(limit).toMatchObject({ limit: 'daily', amount: 4.5 * COST })
})

test('several at once must fit the cap of their project together', async ({ folder }) => {
  const budget = await openBudget(folder, NONE, capped({ monthlyCap: 1.5 * COST }))
  expect(() => budget.accept([aRequest(BOOK), aRequest(BOOK)])).toThrow('cap-reached')
  expect(budget.view.reserved).toBe(0)
  expect(() => budget.accept([aRequest(BOOK)])).not.toThrow()
})

test('what was spent in a project is known after a restart, by day and month', async ({ folder }) => {
  const caps = capped({ dailyCap: 10 * COST, monthlyCap: 2.5 * COST })
  const before = await openBudget(folder, NONE, caps)
  await before.record(aSpending({ projectId: BOOK, at: NOON - DAY_MS, cost: COST }))
  await before.record(aSpending({ projectId: BOOK, cost: COST }))
  await before.record(aSpending({ projectId: OTHER, cost: 5 }))
  const budget = await openBudget(folder, NONE, caps)
  expect(budget.view.projects).toMatchObject([
    { id: BOOK, today: { known: COST }, thisMonth: { known: 2 * COST }, limits: { monthlyCap: 2.5 * COST } },
    { id: OTHER, thisMonth: { known: 5 }, limits: { dailyCap: null, monthlyCap: null } },
  ])
  expect(refused(budget, aRequest(BOOK))?.limit).toMatchObject({ limit: 'monthly', left: 0.5 * COST })
  expect(findWarning(budget.view, BOOK)).toMatchObject({ name: 'monthly', projectId: BOOK, level: 'near' })
  expect(findWarning(budget.view)).toBeUndefined()
})

test('a job that goes on from an earlier session is set aside for its project', async ({ folder }) => {
  const budget = await openBudget(folder, NONE, capped({ dailyCap: 1.5 * COST }))
  budget.hold(aRequest(BOOK))
  expect(refused(budget, aRequest(BOOK))?.limit).toMatchObject({ projectId: BOOK, left: 0.5 * COST })
})

function capped(part: Partial<Limits>): ProjectCaps {
  return { [BOOK]: { dailyCap: null, monthlyCap: null, ...part } }
}

async function openBudget(folder: string, limits: Limits, projectCaps: ProjectCaps): Promise<Budget> {
  const from = NOON - (NOON % DAY_MS)
  return new Budget({
    ledger: await Ledger.open(join(folder, 'ledger.log')),
    limits: () => ({ ...limits, projectCaps }),
    now: () => NOON,
    calendar: {
      dayAt: () => ({ from, to: from + DAY_MS }),
      monthAt: () => ({ from: from - 15 * DAY_MS, to: from + 15 * DAY_MS }),
    },
    onChanged: (_view: BudgetView) => undefined,
    report: () => undefined,
  })
}

type Request = Pick<RunDraft, 'id' | 'request'> & { readonly place: Pick<RunDraft['place'], 'projectId'> }

function aRequest(projectId?: ChatId): Request {
  return {
    id: createId<RunId>(),
    place: { ...(projectId && { projectId }) },
    request: {
      kind: 'image',
      model: 'openai:gpt-image-2.5-flare',
      parts: createParts('a lighthouse'),
      options: DEFAULT_IMAGE_OPTIONS,
    },
  }
}

function aSpending(facts: Partial<Spending>): Spending {
  return {
    runId: createId<RunId>(),
    at: NOON,
    model: 'openai:gpt-image-2.5-flare',
    kind: 'image',
    charge: 'charged',
    ...facts,
  }
}

function refused(budget: Budget, request: Request): Failure | undefined {
  try {
    budget.reserve(request)
    return undefined
  } catch (error) {
    return error instanceof FailureError ? error.failure : undefined
  }
}
