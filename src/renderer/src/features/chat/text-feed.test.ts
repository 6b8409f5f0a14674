import { expect, test } from 'vitest'
import type { ChatId, RunId } from '@shared/ids'
import type { Run, RunState } from '@shared/run'
import { readMessageText } from './answer-content'
import { aTextRun, doneText, openPage, type Page } from '../../../../../tests/support/page/chat-page'
import { extendText } from './text-stream'

const id = 'run' as RunId
const chatId = 'chat' as ChatId

function writing(text: string, revision = 2): Run {
  const state: RunState = { status: 'running', startedAt: 2_000, text }
  return aTextRun(state, revision)
}

/** Opens a page whose chat has a text answer in progress. */
async function openWriting(text = ''): Promise<Page> {
  const page = openPage({ runs: [writing(text)] })
  page.bridge.answer('runs.list', () => [writing(text)])
  page.bridge.answer('runs.read', () => writing(text))
  await page.rest()
  await page.chat.getState().openChat(chatId)
  await page.rest()
  page.bridge.requests.length = 0
  return page
}

function readText({ chat }: Page): string | undefined {
  const message = chat.getState().messages.get(id)
  return message && readMessageText(message)
}

test('streamed text is shown once per frame', async () => {
  const page = await openWriting()
  let changes = 0
  page.chat.subscribe(() => (changes += 1))
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 0, text: 'A ' })
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 2, text: 'white ' })
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 8, text: 'tower' })
  expect(readText(page)).toBe('')
  page.schedule.paint()
  expect(readText(page)).toBe('A white tower')
  expect(changes).toBe(1)
})

test('only the message that grows becomes another object', async () => {
  const page = await openWriting()
  const before = [...page.chat.getState().messages.values()]
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 0, text: 'A' })
  page.schedule.paint()
  const after = [...page.chat.getState().messages.values()]
  expect(after.map((message, index) => message === before[index])).toEqual([true, false])
})

test('text that arrives twice is shown once', async () => {
  const page = await openWriting()
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 0, text: 'A white' })
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 2, text: 'white tower' })
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 0, text: 'A' })
  page.schedule.paint()
  expect(readText(page)).toBe('A white tower')
})

test('a gap in streamed text is closed by asking main', async () => {
  const page = await openWriting()
  page.bridge.answer('runs.read', () => writing('A white tow'))
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 8, text: 'tow' })
  page.schedule.paint()
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 11, text: 'er' })
  page.schedule.paint()
  await page.rest()
  expect(readText(page)).toBe('A white tower')
  expect(page.bridge.listInputs('runs.read')).toEqual([id])
})

test('a gap that main cannot close does not make the page ask forever', async () => {
  const page = await openWriting()
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 8, text: 'tow' })
  page.schedule.paint()
  await page.rest()
  page.schedule.paint()
  await page.rest()
  expect(readText(page)).toBe('')
  expect(page.bridge.listInputs('runs.read')).toEqual([id])
})

test('a snapshot does not take back text that was streamed since', async () => {
  const page = await openWriting()
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 0, text: 'A white tower' })
  page.bridge.emit('run.changed', writing('A white', 3))
  expect(readText(page)).toBe('A white tower')
})

test('text missed while another chat was open is fetched', async () => {
  const page = await openWriting()
  page.chat.getState().newChat()
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 0, text: 'A white tower' })
  page.schedule.paint()
  page.bridge.answer('runs.read', () => writing('A white tower'))
  await page.chat.getState().openChat(chatId)
  await page.rest()
  expect(readText(page)).toBe('A white tower')
})

test('reasoning streams beside the text, each with its own offsets', async () => {
  const page = await openWriting('A ')
  page.bridge.emit('run.streamed', { id, channel: 'reasoning', offset: 0, text: 'Where would ' })
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 2, text: 'white tower' })
  page.bridge.emit('run.streamed', { id, channel: 'reasoning', offset: 12, text: 'it stand?' })
  page.schedule.paint()
  expect(page.chat.getState().messages.get(id)).toMatchObject({
    text: 'A white tower',
    reasoning: 'Where would it stand?',
  })
  expect(page.bridge.listInputs('runs.read')).toEqual([])
})

test('a gap in the reasoning is closed by asking main, and the text stays as it is', async () => {
  const page = await openWriting()
  page.bridge.answer('runs.read', () =>
    aTextRun({ status: 'running', startedAt: 2_000, text: 'A', reasoning: 'Where would it' }, 2),
  )
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 0, text: 'A white' })
  page.bridge.emit('run.streamed', { id, channel: 'reasoning', offset: 9, text: 'ld it' })
  page.schedule.paint()
  page.bridge.emit('run.streamed', { id, channel: 'reasoning', offset: 14, text: ' stand?' })
  await page.rest()
  expect(page.chat.getState().messages.get(id)).toMatchObject({ text: 'A white', reasoning: 'Where would it stand?' })
  expect(page.bridge.listInputs('runs.read')).toEqual([id])
})

test('an answer that main lost keeps the text and the reasoning that had come', async () => {
  const page = await openWriting('Half an answer')
  page.bridge.emit('run.streamed', { id, channel: 'reasoning', offset: 0, text: 'Hm.' })
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 99, text: 'gap' })
  page.bridge.answer('runs.read', () => null)
  page.schedule.paint()
  await page.rest()
  expect(page.chat.getState().messages.get(id)).toMatchObject({
    status: 'failed',
    parts: [
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: 'Half an answer' },
    ],
  })
})

test('streamed text is written only when the answer is settled', async () => {
  const page = await openWriting()
  page.bridge.emit('run.streamed', { id, channel: 'text', offset: 0, text: 'A white tower' })
  page.schedule.paint()
  await page.rest()
  expect(await page.database.messages.get(id)).toMatchObject({ status: 'streaming', text: '' })

  page.bridge.emit('run.changed', aTextRun(doneText('A white tower.'), 3))
  await page.rest()
  expect(await page.database.messages.get(id)).toMatchObject({ status: 'done', text: 'A white tower.' })
  expect(readText(page)).toBe('A white tower.')
})

test('text is put together whatever the overlap', () => {
  expect(
    extendText('abc', [
      { offset: 1, text: 'b' },
      { offset: 2, text: 'cd' },
      { offset: 9, text: 'z' },
    ]),
  ).toEqual({
    text: 'abcd',
    rest: [{ offset: 9, text: 'z' }],
  })
})
