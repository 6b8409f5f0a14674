import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { BudgetView, Limits } from '@shared/budget'
import { findImageModel } from '@shared/catalogue'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import { FailureError, type Failure } from '@shared/failure'
import { createId, type RunId } from '@shared/ids'
import { createParts } from '@shared/request'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { RunDraft } from '@shared/run'
import type { Spending } from '@shared/spending'
import { anInputImage } from '../../../tests/support/input-image'
import { test } from '../../../tests/support/main/test-folder'
import { Budget } from './budget'
import { Ledger } from './ledger'

type Request = Pick<RunDraft, 'id' | 'request' | 'confirmedCost'>

/** 1024x1024 at medium quality, two previews and a prompt of twelve characters: 13,170 + 6,000 + 15. */
const COST = 19_185
const DAY_MS = 86_400_000
/** Noon on a Sunday in the middle of a month. The calendar of these tests is UTC. */
const NOON = Date.parse('2026-11-22T12:00:00Z')

test('two requests that fit a cap only one at a time cannot both be sent', async ({ folder }) => {
  const { budget } = await Setting.open(folder, { dailyCap: 1.5 * COST })
  const [first, second] = [aRequest(), aRequest()]
  budget.reserve(first)
  expect(refused(budget, second)).toMatchObject({
    code: 'cap-reached',
    charge: 'none',
    limit: { limit: 'daily', amount: 1.5 * COST, left: 0.5 * COST, cost: COST },
  })
  budget.release(first.id)
  expect(refused(budget, second)).toBeUndefined()
})

test('images that are sent along are set aside for at the most that they can cost', async ({ folder }) => {
  const { budget } = await Setting.open(folder, { dailyCap: COST + 2 * 6_700 * 8 })
  const request = aRequest(2)
  budget.reserve(request)
  expect(budget.view).toMatchObject({ reserved: COST + 2 * 6_700 * 8 })
  budget.release(request.id)
  expect(refused(budget, aRequest(3))).toMatchObject({ code: 'cap-reached', limit: { cost: COST + 3 * 6_700 * 8 } })
})

test('a price that only the list of a server has counts towards the caps', async ({ folder }) => {
  const model = findImageModel('openai:gpt-image-2.5-flare')!
  const { prices: _known, ...unpriced } = model
  const { budget: blind } = await Setting.open(folder, { dailyCap: 1 }, () => unpriced)
  expect(refused(blind, aRequest())).toBeUndefined()
  const unitPrices = { unit: 'image', steps: [{ perUnit: 50_000 }], asOf: '2026-11-25', source: 'a list' } as const
  const { budget } = await Setting.open(folder, { dailyCap: 60_000 }, () => ({ ...unpriced, unitPrices }))
  expect(refused(budget, aRequest())).toBeUndefined()
  expect(refused(budget, aRequest())).toMatchObject({ code: 'cap-reached', limit: { cost: 50_000, left: 10_000 } })
})

test('what waits for its turn counts as well, and is sent for what was set aside for it', async ({ folder }) => {
  const { budget } = await Setting.open(folder, { dailyCap: 2.5 * COST })
  const [first, second, third] = [aRequest(), aRequest(), aRequest()]
  budget.accept([first])
  budget.accept([second])
  expect(budget.view).toMatchObject({ reserved: 2 * COST })
  expect(() => budget.accept([third])).toThrow('cap-reached')
  expect(refused(budget, second)).toBeUndefined()
  expect(budget.view).toMatchObject({ reserved: 2 * COST })
  budget.release(first.id)
  expect(budget.view).toMatchObject({ reserved: COST })
})

test('several are taken in together or not at all, and one that was agreed to does not stand for the others', async ({
  folder,
}) => {
  const { budget } = await Setting.open(folder, { dailyCap: 2.5 * COST, askAbove: 1.5 * COST })
  const three = [aRequest(), aRequest(), aRequest()]
  expect(() => budget.accept(three)).toThrow('cap-reached')
  const [first, second] = [aRequest(), aRequest()]
  expect(() => budget.accept([{ ...first, confirmedCost: COST }, second])).toThrow('amount-unconfirmed')
  expect(budget.view).toMatchObject({ reserved: 0 })
  budget.accept([first, second].map((request) => ({ ...request, confirmedCost: COST })))
  expect(budget.view).toMatchObject({ reserved: 2 * COST })
})

test('a cap that was lowered meanwhile holds back what was accepted before, and forgets it', async ({ folder }) => {
  const limits: { dailyCap: number } = { dailyCap: 2 * COST }
  const { budget } = await Setting.open(folder, limits)
  const request = aRequest()
  budget.accept([request])
  Object.assign(limits, { dailyCap: 0 })
  budget.tell()
  expect(refused(budget, request)).toMatchObject({ code: 'cap-reached' })
  expect(budget.view).toMatchObject({ reserved: 0 })
})

test('the real cost of an answer replaces its reservation', async ({ folder }) => {
  const { budget } = await Setting.open(folder, { dailyCap: 2 * COST })
  const [first, second] = [aRequest(), aRequest()]
  budget.reserve(first)
  await budget.record(aSpending(first.id, { charge: 'charged', cost: COST - 1 }))
  expect(budget.view).toMatchObject({ reserved: 0, today: { known: COST - 1 } })
  expect(refused(budget, second)).toBeUndefined()
})

test('an unknown cost counts at its highest estimate until it is known', async ({ folder }) => {
  const { budget } = await Setting.open(folder, { monthlyCap: 1.5 * COST })
  const first = aRequest()
  budget.reserve(first)
  await budget.record(aSpending(first.id, { charge: 'unknown', atMost: COST }))
  expect(budget.view.thisMonth).toEqual({ known: 0, possible: COST, guessed: 1, unpriced: 0 })
  expect(refused(budget, aRequest())).toMatchObject({ code: 'cap-reached', limit: { limit: 'monthly' } })
  await budget.record(aSpending(first.id, { charge: 'charged', cost: 1 }))
  expect(budget.view.thisMonth).toMatchObject({ known: 1, possible: 0 })
})

test('a request above the confirmation amount is refused unless the user agreed to that amount', async ({ folder }) => {
  const { budget } = await Setting.open(folder, { askAbove: COST - 1 })
  expect(refused(budget, aRequest())).toMatchObject({
    code: 'amount-unconfirmed',
    charge: 'none',
    limit: { limit: 'request', amount: COST - 1, cost: COST },
  })
  expect(refused(budget, { ...aRequest(), confirmedCost: COST - 1 })).toMatchObject({ code: 'amount-unconfirmed' })
  expect(refused(budget, { ...aRequest(), confirmedCost: COST })).toBeUndefined()
})

test('a price that rises after the user agreed, or while a request waits, asks anew instead of costing more', async ({
  folder,
}) => {
  let perUnit = 50_000
  const { prices: _known, ...unpriced } = findImageModel('openai:gpt-image-2.5-flare')!
  const unitPrices = () => ({ unit: 'image', steps: [{ perUnit }], asOf: '2026-11-25', source: 'a list' }) as const
  const find: ModelFinder = () => ({ ...unpriced, unitPrices: unitPrices() })
  const { budget } = await Setting.open(folder, { askAbove: 40_000 }, find)
  const agreed = { ...aRequest(), confirmedCost: 50_000 }
  budget.accept([agreed])
  perUnit = 60_000
  expect(refused(budget, agreed)).toMatchObject({ code: 'amount-unconfirmed', charge: 'none', limit: { cost: 60_000 } })
  expect(budget.view.reserved).toBe(0)
  expect(refused(budget, { ...aRequest(), confirmedCost: 60_000 })).toBeUndefined()
})

test('a job that goes on after a restart holds what the list of its server says that it can cost', async ({
  folder,
}) => {
  const { prices: _known, ...unpriced } = findImageModel('openai:gpt-image-2.5-flare')!
  const unitPrices = { unit: 'image', steps: [{ perUnit: 50_000 }], asOf: '2026-11-25', source: 'a list' } as const
  const { budget } = await Setting.open(folder, {}, () => ({ ...unpriced, unitPrices }))
  budget.hold(aRequest())
  expect(budget.view.reserved).toBe(50_000)
})

test('a new day starts at midnight without a restart, and is announced', async ({ folder }) => {
  const setting = await Setting.open(folder, { dailyCap: COST })
  const { budget, views } = setting
  await budget.record(aSpending(createId(), { charge: 'charged', cost: COST }))
  expect(refused(budget, aRequest())).toBeDefined()

  setting.now = NOON + DAY_MS / 2 - 1
  budget.tell()
  expect(views.at(-1)?.today.known).toBe(COST)
  setting.now += 1
  budget.tell()
  expect(views.at(-1)).toMatchObject({ today: { known: 0 }, thisMonth: { known: COST } })
  expect(refused(budget, aRequest())).toBeUndefined()
})

test('every change is announced once', async ({ folder }) => {
  const setting = await Setting.open(folder)
  const request = aRequest()
  setting.budget.reserve(request)
  setting.budget.reserve(request)
  await setting.budget.record(aSpending(request.id, { charge: 'charged', cost: 7 }))
  setting.budget.release(request.id)
  setting.budget.tell()
  expect(setting.views.map(({ reserved, today }) => [reserved, today.known])).toEqual([
    [COST, 0],
    [0, 7],
  ])
})

test('an entry that the disk refused still counts, and is written when possible', async ({ folder }) => {
  const setting = await Setting.open(folder)
  setting.isDiskFull = true
  const id = createId<RunId>()
  await setting.budget.record(aSpending(id, { charge: 'charged', cost: 5 }))
  expect(setting.budget.view.today.known).toBe(5)
  expect(await setting.budget.isEntered(id)).toBe(false)

  setting.isDiskFull = false
  await setting.budget.writeAgain()
  expect(await setting.budget.isEntered(id)).toBe(true)
  expect((await Setting.open(folder)).budget.view.today.known).toBe(5)
})

test('a torn last line costs no other entry', async ({ folder }) => {
  const { budget } = await Setting.open(folder)
  await budget.record(aSpending(createId(), { charge: 'charged', cost: 5 }))
  await appendFile(join(folder, 'ledger.log'), '7b 0123456789abcdef {"runId":')
  const after = await Setting.open(folder)
  await after.budget.record(aSpending(createId(), { charge: 'charged', cost: 6 }))
  expect((await Setting.open(folder)).budget.view.today.known).toBe(11)
})

/** A budget with a real ledger, and a clock and disk that the test controls. */
class Setting {
  now = NOON
  isDiskFull = false
  readonly views: BudgetView[] = []
  readonly budget: Budget

  private constructor(ledger: Ledger, limits: Partial<Limits>, findModel?: ModelFinder) {
    this.budget = new Budget({
      ...(findModel && { findModel }),
      ledger: {
        within: (period) => ledger.within(period),
        record: (entry) => (this.isDiskFull ? Promise.reject(new Error('ENOSPC')) : ledger.record(entry)),
      },
      limits: () => ({ dailyCap: null, monthlyCap: null, askAbove: null, ...limits }),
      now: () => this.now,
      calendar: {
        dayAt: (at) => ({ from: at - (at % DAY_MS), to: at - (at % DAY_MS) + DAY_MS }),
        monthAt: () => ({ from: Date.parse('2026-11-01'), to: Date.parse('2026-12-01') }),
      },
      onChanged: (view) => this.views.push(view),
      report: () => undefined,
    })
  }

  static async open(folder: string, limits: Partial<Limits> = {}, find?: ModelFinder): Promise<Setting> {
    return new Setting(await Ledger.open(join(folder, 'ledger.log')), limits, find)
  }
}

/** Returns why the request may not be sent. Otherwise reserves its highest cost and returns undefined. */
function refused(budget: Budget, request: Request): Failure | undefined {
  try {
    budget.reserve(request)
    return undefined
  } catch (error) {
    return error instanceof FailureError ? error.failure : undefined
  }
}

function aRequest(inputs = 0): Request {
  return {
    id: createId<RunId>(),
    request: {
      kind: 'image',
      model: 'openai:gpt-image-2.5-flare',
      parts: createParts(
        'a lighthouse',
        Array.from({ length: inputs }, () => anInputImage()),
      ),
      options: DEFAULT_IMAGE_OPTIONS,
    },
  }
}

function aSpending(runId: RunId, facts: Partial<Spending>): Spending {
  return { runId, at: NOON, model: 'openai:gpt-image-2.5-flare', kind: 'image', charge: 'none', ...facts }
}
