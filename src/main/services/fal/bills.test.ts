import { afterEach, beforeEach, expect, test } from 'vitest'
import { aBill, FAL_KEY, FalStandIn, type Job } from '../../../../e2e/stand-ins/fal'
import type { LateCost } from '../adapter'
import { createTransport, type Transport } from '../transport'
import { createAdapter } from '.'

const JOB = { id: '0f1e2d3c-0000-4abc-8def-0123456789ab', endpoint: 'blackforestlabs/flux-3' } as Job
const HANDLE = { requestId: JOB.id, responseUrl: '', statusUrl: '', cancelUrl: '' }
const begun = Date.parse('2026-11-25T10:30:00Z')

let fal: FalStandIn
let transport: Transport

beforeEach(async () => {
  fal = await FalStandIn.start()
  fal.isAdmin = true
  transport = createTransport(async () => 'DIRECT')
})

afterEach(async () => {
  await transport.close()
  await fal.stop()
})

function openAdapter(account: { readonly key?: string; readonly listUrl?: string } = {}) {
  const { key = FAL_KEY, listUrl = fal.apiUrl } = account
  return createAdapter({
    fetch: transport.fetch,
    account: () => ({ key, baseUrl: fal.baseUrl, ...(listUrl && { listUrl }) }),
  })
}

async function readCost(adapter = openAdapter()): Promise<LateCost | undefined> {
  return adapter.openBills?.()?.readCost(HANDLE, begun, new AbortController().signal)
}

test('the cost of a job is read by its id, from the day before it was begun, and rounded up', async () => {
  fal.bills.push(aBill({ ...JOB, id: 'another' } as Job, 1), { ...aBill(JOB, 0), cost_estimate_nano_usd: 8_500_001 })
  expect(await readCost()).toEqual({ amount: 8_501 })
  expect(fal.billQuestions).toHaveLength(1)
  expect(fal.billQuestions[0]?.query).toMatchObject({ request_id: JOB.id, start: '2026-11-24T10:30:00.000Z' })
})

test('several events of one job are a sum', async () => {
  fal.bills.push(aBill(JOB, 0.009), aBill(JOB, 0.001))
  expect(await readCost()).toEqual({ amount: 10_000 })
})

test('no event yet says nothing: a cost that is not written down yet is not 0', async () => {
  expect(await readCost()).toBe('later')
})

test.for([
  ['negative', { cost_estimate_nano_usd: -5_000_000 }],
  ['zero', { cost_estimate_nano_usd: 0 }],
  ['absurd', { cost_estimate_nano_usd: 1e15 }],
  ['text', { cost_estimate_nano_usd: '9000000', cost_total: '0.009' }],
  ['missing', { cost_estimate_nano_usd: undefined, cost_total: null }],
  ['in another currency', { currency: 'EUR' }],
] as const)('a cost that is %s is ignored', async ([, change]) => {
  fal.bills.push({ ...aBill(JOB, 0.009), ...change })
  expect(await readCost()).toBe('later')
})

test('of two events, one that cannot be read leaves the sum unknown', async () => {
  fal.bills.push(aBill(JOB, 0.009), { ...aBill(JOB, 0.009), currency: 'EUR' })
  expect(await readCost()).toBe('later')
})

test.for([
  [
    'a list of another job, which the service was not asked for',
    { billing_events: [aBill({ ...JOB, id: 'another' } as Job, 1)] },
  ],
  ['no list', { billing_events: 12 }],
  ['no object', 'Hello'],
] as const)('%s says nothing', async ([, body]) => {
  fal.nextBill.add((exchange) => exchange.json(200, body))
  expect(await readCost()).toBe('later')
})

test('a key that may not read bills is asked with once, and not again', async () => {
  fal.isAdmin = false
  const adapter = openAdapter()
  expect(await readCost(adapter)).toBe('never')
  expect(adapter.openBills?.()).toBeUndefined()
  expect(fal.billQuestions).toHaveLength(1)
})

test.for([429, 500, 503])('after a %i it is asked again later', async (status) => {
  fal.nextBill.add((exchange) => exchange.json(status, { detail: 'busy' }))
  const adapter = openAdapter()
  expect(await readCost(adapter)).toBe('later')
  expect(adapter.openBills?.()).toBeDefined()
})

test('a network that is gone says nothing', async () => {
  await fal.goAway('resets')
  expect(await readCost()).toBe('later')
  await fal.comeBack()
})

test('a connection to another address has no place to ask', () => {
  expect(openAdapter({ listUrl: '' }).openBills?.()).toBeUndefined()
})
