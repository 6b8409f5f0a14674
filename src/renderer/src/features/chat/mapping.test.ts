import { describe, expect, test } from 'vitest'
import type { AttachmentId, MessageId } from '@shared/ids'
import type { RunState } from '@shared/run'
import { createTokenUsage } from '@shared/usage'
import type { ImageRows } from '@/data/records'
import type { AssistantMessageRow, UserMessageRow } from '@/data/rows'
import { createAnswer, createChat, createQuestion } from './apply-run'
import { toExchangeRows, toMessage } from './mapping'
import {
  A_FAILURE,
  aHash,
  anImageRun,
  anInput,
  aStoredImage,
  aTextRun,
  doneState,
  doneText,
} from '../../../../../tests/support/page/chat-page'

const left = aStoredImage({
  revisedPrompt: 'A harbour at dawn',
  rendering: { quality: 'medium', background: 'opaque' },
})
const right = aStoredImage({ attachmentId: 'run:1' as AttachmentId, hash: aHash('b') })
const asParts = (...images: (typeof left)[]) => images.map((image) => ({ type: 'image', image }) as const)
const salvage = { index: 2, image: { hash: aHash('c'), format: 'png', width: 8, height: 8, bytes: 9 } } as const
const times = { startedAt: 2_000, finishedAt: 3_000 }
const usage = createTokenUsage({ textIn: 5, imageOut: 439, previews: 200 })!
const text = { type: 'text', text: 'Here it is.' } as const
const reasoning = { type: 'reasoning', text: 'A harbour, then.' } as const

const sources = {
  type: 'sources',
  sources: [{ url: 'https://example.org/', title: 'A page' }, { url: 'https://example.com/' }],
  queries: ['harbor'],
} as const

const listRows = (run = anImageRun(doneState(left), 3)) =>
  toExchangeRows({ chat: createChat(run), question: createQuestion(run), answer: createAnswer(run) })

test.for<[string, RunState]>([
  ['images', doneState(left, right)],
  ['images between texts', { ...doneState(), parts: [...asParts(left), text, ...asParts(right)] }],
  ['reasoning', { ...doneState(), parts: [reasoning, text] }],
  ['a sum that was reported', { ...doneState(left), bill: { usage, cost: { amount: 7, source: 'reported' } } }],
  [
    'a sum that was reported afterwards',
    { ...doneState(left), bill: { cost: { amount: 7, source: 'reported', formerEstimate: 9 } } },
  ],
  ['pages from the web', { ...doneState(), parts: [text, sources] }],
  [
    'searches that are shown as links',
    {
      ...doneState(),
      parts: [text, { ...sources, suggestions: [{ url: 'https://search.example/?q=harbor', title: 'harbor' }] }],
    },
  ],
  ['something missing', { ...doneState(left), bill: {}, shortfall: A_FAILURE, arrivedAfterStop: true }],
  ['a failure', { status: 'failed', ...times, failure: A_FAILURE, bill: { usage }, salvage, parts: [text] }],
  ['a stop', { status: 'cancelled', ...times, charge: 'unknown', salvage, parts: [] }],
])('an answer with %s is read back from its rows as it was written', ([, state]) => {
  for (const run of [anImageRun(state, 3, { requestId: 'req' }), aTextRun(state, 3)]) {
    const { answer, images } = listRows(run)
    expect(images.map(({ link }) => [link.messageId, link.position])).toEqual(images.map((_, index) => ['run', index]))
    expect(toMessage({ row: answer, images })).toEqual(createAnswer(run))
  }
})

test('an order is only written where it says more than text and links do', () => {
  expect(listRows(anImageRun(doneState(left, right), 3)).answer).not.toHaveProperty('parts')
  expect(listRows(aTextRun(doneText('Words'), 3)).answer).not.toHaveProperty('parts')
  const mixed = anImageRun({ ...doneState(), parts: [reasoning, ...asParts(left), text] }, 3)
  expect(listRows(mixed).answer).toMatchObject({
    text: text.text,
    parts: [reasoning, { type: 'image', attachmentId: left.attachmentId }, text],
  })
})

test('of the pages in a row, only what is a web page is read', () => {
  const { answer } = listRows(aTextRun({ ...doneState(), parts: [text, sources] }, 3))
  const listed = [{ url: 'javascript:alert(1)', title: 'Bank' }, { url: 7 }, null, { url: 'https://example.org/' }]
  const pages = [{ url: 'https://example.org/' }]
  const row = {
    ...answer,
    parts: [text, { type: 'sources', sources: listed, queries: [1, 'harbor'], suggestions: listed }],
  }
  expect(toMessage({ row: row as typeof answer, images: [] })).toMatchObject({
    parts: [text, { type: 'sources', sources: pages, queries: ['harbor'], suggestions: pages }],
  })
})

test('an image that the order does not name is shown after the others', () => {
  const { answer, images } = listRows(anImageRun({ ...doneState(), parts: [...asParts(left), text] }, 3))
  const more = listRows(anImageRun(doneState(left, right), 3)).images
  expect(toMessage({ row: answer, images: more })).toMatchObject({ parts: [...asParts(left), text, ...asParts(right)] })
  expect(toMessage({ row: answer, images: images.slice(1) })).toMatchObject({ parts: [text] })
})

test('a question is read back with the images that were attached to it', () => {
  const run = anImageRun(doneState(left), 3)
  const { role: _role, ...origin } = anInput({ attachmentId: 'origin:0' as AttachmentId })
  const inputs = [
    anInput({ role: 'mask', keepsOutside: true }),
    anInput({ attachmentId: 'other:0' as AttachmentId, role: 'context', madeFrom: origin }),
  ]
  const place = { ...run.place, question: { ...run.place.question, inputs } }
  const rows = listRows({ ...run, place })
  expect(rows.question).toMatchObject({ hasInputs: true })
  expect(toMessage({ row: rows.question, images: rows.inputs })).toEqual(createQuestion({ ...run, place }))
  expect(rows.inputs.map(({ link }) => link.role)).toEqual(['mask', 'context', 'origin'])
  // From a later version.
  const unknown = rows.inputs.map(({ attachment, link }) => ({ attachment, link: { ...link, role: 'sound' as never } }))
  expect(toMessage({ row: rows.question, images: unknown })).toMatchObject({ inputs: [] })
})

describe('rows of Easel 0.1', () => {
  const ids = { id: 'run' as MessageId, chatId: 'chat' as never, parentId: 'question' as MessageId }
  const asked = {
    ...ids,
    role: 'assistant',
    kind: 'image',
    createdAt: 1_000,
    model: 'demo:image',
    revision: 3,
  } as const
  const row: AssistantMessageRow = { ...asked, status: 'done', text: '', ...times }
  const images: readonly ImageRows[] = [
    {
      attachment: {
        id: left.attachmentId,
        hash: left.hash,
        format: 'png',
        mime: 'image/png',
        width: 1024,
        height: 1024,
        bytes: 1_500_000,
        createdAt: 3_000,
        uploadState: 'local',
      },
      link: { messageId: ids.id, attachmentId: left.attachmentId, position: 0 },
    },
  ]

  test('show their images, what was counted with previews apart, and a cost that was computed', () => {
    const counted = { textIn: 5, imageIn: 0, imageOut: 639, textOut: 0, previews: 200, counts: 2 }
    const old: AssistantMessageRow = { ...row, prompt: 'A harbour', cost: 19_195, usage: counted }
    expect(toMessage({ row: old, images })).toEqual({
      ...asked,
      status: 'done',
      prompt: 'A harbour',
      ...times,
      parts: asParts(aStoredImage()),
      bill: {
        usage: createTokenUsage({ textIn: 5, imageOut: 439, previews: 200, counts: 2 }),
        cost: { amount: 19_195, source: 'computed' },
      },
    })
  })

  test('show their text', () => {
    const old: AssistantMessageRow = { ...row, kind: 'text', text: 'Words' }
    expect(toMessage({ row: old, images: [] })).toMatchObject({ parts: [{ type: 'text', text: 'Words' }], bill: {} })
  })

  test('say what was missing from a finished answer', () => {
    const message = toMessage({ row: { ...row, failure: A_FAILURE }, images })
    expect(message).toMatchObject({ status: 'done', shortfall: A_FAILURE })
    expect(message).not.toHaveProperty('failure')
  })

  test('keep the preview that was left of an answer that failed or was stopped', () => {
    const preview = { index: 2, picture: salvage.image }
    const failed: AssistantMessageRow = { ...row, status: 'failed', failure: A_FAILURE, preview }
    expect(toMessage({ row: failed, images: [] })).toMatchObject({ failure: A_FAILURE, salvage, parts: [] })
    const stopped: AssistantMessageRow = { ...row, status: 'cancelled', charge: 'none', preview, text: 'Half' }
    expect(toMessage({ row: stopped, images: [] })).toMatchObject({
      charge: 'none',
      salvage,
      parts: [{ type: 'text', text: 'Half' }],
    })
  })

  test('are an unknown loss where they say nothing of how it ended', () => {
    const failure = { code: 'run-lost', charge: 'unknown', at: times.finishedAt }
    expect(toMessage({ row: { ...row, status: 'failed' }, images: [] })).toMatchObject({ failure })
    expect(toMessage({ row: { ...row, status: 'cancelled' }, images: [] })).toMatchObject({ charge: 'unknown' })
  })

  test('are being made, or ask without images', () => {
    const open: AssistantMessageRow = { ...asked, revision: 0, status: 'streaming', unsettled: 1, text: '' }
    expect(toMessage({ row: open, images: [] })).toEqual({ ...asked, revision: 0, status: 'streaming', text: '' })
    const question = { id: ids.parentId, chatId: ids.chatId, parentId: null, createdAt: 1_000, text: 'A harbour' }
    const old: UserMessageRow = { ...question, role: 'user', status: 'done' }
    expect(toMessage({ row: old, images: [] })).toEqual({ ...question, role: 'user', inputs: [] })
  })
})
