import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect } from 'vitest'
import type { Limits } from '@shared/budget'
import { dayAt, monthAt } from '@shared/calendar'
import { FailureError } from '@shared/failure'
import type { HelperDraft } from '@shared/helper-call'
import { createId, type ChatId, type MessageId } from '@shared/ids'
import { createParts } from '@shared/request'
import { createTokenUsage } from '@shared/usage'
import { Budget } from '../budget/budget'
import { Ledger } from '../budget/ledger'
import { test } from '../../../tests/support/main/test-folder'
import type { Adapter, AnswerEvent, Attempt } from '../services/adapter'
import { RunService } from '../runs/run-service'
import { RunStore } from '../runs/run-store'
import { Spool } from '../runs/spool'
import { HelperCalls } from './helper-calls'

const usage = createTokenUsage({ textIn: 1000, textOut: 100 })!
/** At the user's own prices: $1.25 and $10 per million tokens. */
const COST = 2_250
const CHAT = createId<ChatId>()

const endings: (() => void)[] = []
const lives: HelperCalls[] = []
// A call that never ends would keep its answer's file open.
afterEach(async () => {
  for (const end of endings.splice(0)) end()
  await Promise.all(lives.splice(0).map((helpers) => helpers.whenIdle()))
})

test('a call resolves with its text and its cost, which is in the ledger with what it was for', async ({ folder }) => {
  const { helpers, ledger } = await live(folder, answersWith('A better prompt'))
  expect(await helpers.ask(aDraft())).toMatchObject({
    status: 'done',
    text: 'A better prompt',
    bill: { usage, cost: { amount: COST, source: 'computed' } },
  })
  expect(ledger.entries()).toMatchObject([
    { purpose: 'improve-prompt', chatId: CHAT, kind: 'text', outcome: 'done', charge: 'charged', cost: COST },
  ])
  expect((await Ledger.open(join(folder, 'ledger.log'))).entries()).toEqual(ledger.entries())
  expect(await leftIn(folder)).toEqual([])
})

test('a call for no chat is counted with none', async ({ folder }) => {
  const { helpers, ledger } = await live(folder, answersWith('A title'))
  const { chatId: _, ...draft } = aDraft()
  await helpers.ask({ ...draft, purpose: 'name-chat' })
  expect(ledger.entries()).toEqual([expect.objectContaining({ purpose: 'name-chat' })])
  expect(ledger.entries()[0]).not.toHaveProperty('chatId')
})

test('two requests for one call pay once and get the same end', async ({ folder }) => {
  const { helpers, ledger } = await live(folder, answersWith('Once'))
  const draft = aDraft()
  const ends = await Promise.all([helpers.ask(draft), helpers.ask(draft)])
  expect(ends).toMatchObject([{ text: 'Once' }, { text: 'Once' }])
  expect(ledger.entries()).toHaveLength(1)
})

test('a cap that leaves no room refuses a call before anything is sent or recorded', async ({ folder }) => {
  let calls = 0
  const adapter = answersWith('Never', () => (calls += 1))
  const { helpers, ledger } = await live(folder, adapter, { dailyCap: 1, monthlyCap: null, askAbove: null })
  const failure = await helpers.ask(aDraft()).catch((error: FailureError) => error.failure)
  expect(failure).toMatchObject({ code: 'cap-reached', charge: 'none' })
  expect(calls).toBe(0)
  expect(ledger.entries()).toEqual([])
  expect(await leftIn(folder)).toEqual([])
})

test('a failure is an end with its verdict on the money', async ({ folder }) => {
  const { helpers, ledger } = await live(folder, {
    answer: async function* (_request, attempt) {
      await attempt.willSend()
      yield* nothing()
      throw new FailureError({ code: 'rate-limited', charge: 'none', at: 1 })
    },
    decode: nothing,
  })
  expect(await helpers.ask(aDraft())).toMatchObject({ status: 'failed', failure: { code: 'rate-limited' } })
  expect(ledger.entries()).toMatchObject([{ outcome: 'failed', charge: 'none' }])
})

test('a canceled call ends at once, whatever its service does, and counts with the most that it can cost', async ({
  folder,
}) => {
  const hangs = neverEnds()
  const { helpers, ledger } = await live(folder, hangs.adapter)
  const draft = aDraft()
  const end = helpers.ask(draft)
  await hangs.sent
  await helpers.cancel(draft.id)
  expect(await end).toEqual({ status: 'cancelled', charge: 'unknown' })
  expect(ledger.entries()).toMatchObject([{ outcome: 'cancelled', charge: 'unknown', purpose: 'improve-prompt' }])
  expect(ledger.entries()[0]?.atMost).toBeGreaterThan(0)
})

test('a call that a kill ended is counted at the next start, and never made again', async ({ folder }) => {
  const hangs = neverEnds()
  const before = await live(folder, hangs.adapter)
  before.helpers.ask(aDraft()).catch(() => undefined)
  await hangs.sent
  expect(before.ledger.entries()).toEqual([])

  let calls = 0
  const after = await live(
    folder,
    answersWith('Again', () => (calls += 1)),
  )
  expect(after.ledger.entries()).toMatchObject([
    { purpose: 'improve-prompt', chatId: CHAT, outcome: 'failed', charge: 'unknown' },
  ])
  expect(after.ledger.entries()[0]?.atMost).toBeGreaterThan(0)
  expect(calls).toBe(0)
  expect(await leftIn(folder)).toEqual([])
})

test('what a killed call had brought is counted with its exact cost', async ({ folder }) => {
  const hangs = neverEnds('the whole answer')
  const before = await live(folder, hangs.adapter)
  before.helpers.ask(aDraft()).catch(() => undefined)
  await hangs.sent
  const after = await live(folder, answersWith('from the spool'))
  expect(after.ledger.entries()).toMatchObject([{ outcome: 'done', charge: 'charged', cost: COST }])
})

/** Starts a session of Easel on this folder. The previous one counts as killed. */
async function live(
  folder: string,
  adapter: Adapter,
  limits: Limits = { dailyCap: null, monthlyCap: null, askAbove: null },
) {
  const ledger = await Ledger.open(join(folder, 'ledger.log'))
  const report = (what: string, error: unknown): void => expect.unreachable(`${what}: ${String(error)}`)
  const now = (): number => 1_000_000
  const budget = new Budget({
    ledger,
    limits: () => limits,
    now,
    calendar: { dayAt, monthAt },
    onChanged: () => undefined,
    report,
  })
  const images = {
    put: () => Promise.reject(new Error('no images here')),
    read: async () => undefined,
    remove: async () => undefined,
  }
  const runs = new RunService({
    store: new RunStore(join(folder, 'helpers', 'runs')),
    spool: new Spool(join(folder, 'helpers', 'spool')),
    objects: images,
    previews: images,
    findAdapter: async () => adapter,
    findProblem: () => undefined,
    uploads: { initial: () => ({ state: 'local' }), enqueue: async () => undefined },
    disk: { hasRoom: async () => true, ensureReserve: async () => true, withReserve: (write) => write() },
    budget,
    automaticRetries: () => 0,
    ownPrices: () => ({ 'openai:gpt-6.1-terra': { textIn: 1.25, textOut: 10 } }),
    now,
    emit: () => undefined,
    report,
  })
  const helpers = new HelperCalls({ runs, now, report })
  lives.push(helpers)
  await helpers.settle()
  return { helpers, ledger }
}

function answersWith(text: string, onCall: () => void = () => undefined): Adapter {
  async function* say(): AsyncGenerator<AnswerEvent> {
    yield { type: 'text', text }
    yield { type: 'usage', usage }
  }
  return {
    answer: async function* (_request, attempt) {
      onCall()
      await attempt.willSend()
      yield* say()
    },
    decode: say,
  }
}

async function* nothing(): AsyncGenerator<AnswerEvent> {
  yield* []
}

function neverEnds(kept?: string): { readonly adapter: Adapter; readonly sent: Promise<void> } {
  let send = (): void => undefined
  const sent = new Promise<void>((resolve) => (send = resolve))
  const adapter: Adapter = {
    answer: async function* (_request, attempt: Attempt) {
      await attempt.willSend()
      if (kept) await attempt.keep(Buffer.from(kept))
      send()
      await new Promise<void>((resolve) => endings.push(resolve))
      yield* nothing()
    },
    decode: nothing,
  }
  return { adapter, sent }
}

function aDraft(): HelperDraft {
  return {
    id: createId<MessageId>(),
    purpose: 'improve-prompt',
    chatId: CHAT,
    request: {
      kind: 'text',
      model: 'openai:gpt-6.1-terra',
      turns: [{ role: 'user', parts: createParts('a lighthouse') }],
    },
  }
}

async function leftIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, 'helpers'), { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}
