import { expect } from 'vitest'
import type { RunDraft } from '@shared/run'
import { createTokenUsage } from '@shared/usage'
import { test } from '../../../tests/support/main/test-folder'
import {
  imageEvent,
  Main,
  images,
  text,
  brokenText,
  anImageDraft,
  aTextDraft,
  usage,
} from '../../../tests/support/main/run-world'

test('an answer keeps text, reasoning and images in the order in which they came', async ({ folder }) => {
  const main = await Main.start(
    folder,
    images(
      { type: 'reasoning', text: 'A tower, ' },
      { type: 'reasoning', text: 'a lamp.' },
      { type: 'text', text: 'Here it is:' },
      imageEvent,
      { type: 'text', text: 'Shall I change it?' },
    ),
  )
  const { state } = await main.finished(anImageDraft())
  expect(state).toMatchObject({
    status: 'done',
    parts: [
      { type: 'reasoning', text: 'A tower, a lamp.' },
      { type: 'text', text: 'Here it is:' },
      { type: 'image', image: { width: 64 } },
      { type: 'text', text: 'Shall I change it?' },
    ],
  })
})

test('a cost that the service reports counts more than one computed from usage', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent, { type: 'usage', usage }, { type: 'cost', amount: 9_000 }))
  const { state } = await main.finished(anImageDraft())
  expect(state).toMatchObject({ bill: { usage, cost: { amount: 9_000, source: 'reported' } } })
  expect(main.ledger.at(-1)).toMatchObject({ cost: 9_000, costSource: 'reported', charge: 'charged' })
})

test('text is sent in pieces that say where they belong, and is complete at the end', async ({ folder }) => {
  const main = await Main.start(folder, text('Hello ', 'world'))
  const run = await main.finished(aTextDraft())
  expect(run.state).toMatchObject({ status: 'done', parts: [{ type: 'text', text: 'Hello world' }] })
  const told = main.streamed.reduce((sofar, { offset, text: more }) => sofar.slice(0, offset) + more, '')
  expect(told).toBe('Hello world')
})

test('a text is priced by the user’s own prices, and has an unknown cost without any', async ({ folder }) => {
  const counted = createTokenUsage({ textIn: 10, textOut: 7 })!
  const main = await Main.start(folder, text('Hello', { type: 'usage', usage: counted }))
  const priced = aTextDraft()
  const unpriced = { ...aTextDraft(), request: { ...priced.request, model: 'openai:gpt-7-luna' } } as RunDraft
  expect((await main.finished(priced)).state).toMatchObject({
    bill: { usage: counted, cost: { amount: 83, source: 'computed' } },
  })
  expect((await main.finished(unpriced)).state).toMatchObject({ bill: { usage: counted } })
  const entered = new Map(main.ledger.map(({ model, charge, cost }) => [model, { charge, cost }]))
  expect(Object.fromEntries(entered)).toEqual({
    'openai:gpt-6.1-terra': { charge: 'charged', cost: 83 },
    'openai:gpt-7-luna': { charge: 'unknown', cost: undefined },
  })
})

test('the text so far stays when the connection breaks', async ({ folder }) => {
  const main = await Main.start(folder, brokenText('Half an ans'))
  const run = await main.finished(aTextDraft())
  expect(run.state).toMatchObject({
    status: 'failed',
    parts: [{ type: 'text', text: 'Half an ans' }],
    failure: { code: 'connection-lost' },
  })
})
