/** Paid calls without a message: wherever a kill happens, their cost is counted and none is made twice. */
import { describe, expect } from 'vitest'
import type { HelperDraft } from '@shared/helper-call'
import { createId, type MessageId } from '@shared/ids'
import { createParts } from '@shared/request'
import { test } from './fixtures'
import { killsBefore, type World } from './world'

const MODEL = 'openai:gpt-6.1-terra'
const ownPrices = { [MODEL]: { textIn: 10, textOut: 50 } }

test('a helper call is paid once and in the ledger when it answers, and nothing of it is left', async ({ world }) => {
  world.openai.next.text(['A lighthouse ', 'at dawn'])
  await world.launch({ ownPrices })
  expect(await ask(world)).toMatchObject({ status: 'done', text: 'A lighthouse at dawn' })
  expect(await spendings(world)).toMatchObject([{ purpose: 'improve-prompt', charge: 'charged' }])
  expect((await spendings(world))[0]?.cost).toBeGreaterThan(0)
  expect(await world.files('helpers')).toEqual([])
  expect(world.openai.paidRequests).toHaveLength(1)
})

test('killed in mid-answer, a helper call counts with the most that it can have cost', async ({ world }) => {
  const answer = world.openai.next.textThatStalls(['A light'], ['house'])
  await world.launch({ ownPrices })
  void ask(world)
  await answer.stalled
  await world.kill()

  await world.launch({ ownPrices })
  const [entry] = await spendings(world)
  expect(entry).toMatchObject({ purpose: 'improve-prompt', outcome: 'failed', charge: 'unknown' })
  expect(entry?.atMost).toBeGreaterThan(0)
  expect(world.openai.paidRequests).toHaveLength(1)
})

describe('killed once the answer of a helper call has arrived, it counts once, with its cost', () => {
  test.for([
    ['before its end is recorded', killsBefore('rename', 'helpers/runs/', 5)],
    ['before the ledger knows', killsBefore('appendFile', 'ledger.log')],
    ['before its record is removed', killsBefore('rm', 'helpers/runs/')],
    ['before what was kept is removed', killsBefore('rm', 'helpers/spool/')],
  ] as const)('%s', async ([, failpoint], { world }) => {
    world.openai.next.text(['A lighthouse'])
    await world.launch({ ownPrices, failpoints: [failpoint] })
    void ask(world)
    await world.died()

    await world.launch({ ownPrices })
    const entries = await spendings(world)
    expect(entries).toMatchObject([{ purpose: 'improve-prompt', charge: 'charged' }])
    expect(entries[0]?.cost).toBeGreaterThan(0)
    expect(await world.files('helpers')).toEqual([])
    expect(world.openai.paidRequests).toHaveLength(1)
  })
})

function ask(world: World): Promise<unknown> {
  const draft: HelperDraft = {
    id: createId<MessageId>(),
    purpose: 'improve-prompt',
    request: { kind: 'text', model: MODEL, turns: [{ role: 'user', parts: createParts('a lighthouse') }] },
  }
  return world.life.ask({ ask: 'ask-helper', draft })
}

interface Entry {
  readonly cost?: number
  readonly atMost?: number
}

async function spendings(world: World): Promise<readonly Entry[]> {
  return (await world.ledgerLines()).map((line) => JSON.parse(line.slice(line.indexOf('{'))) as Entry)
}
