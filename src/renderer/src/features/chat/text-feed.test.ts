import { expect, test } from 'vitest'
import type { ChatId, RunId } from '@shared/ids'
import type { Run, RunState } from '@shared/run'
import { aTextRun, openPage, type Page } from './test-support'
import { extendText } from './text-stream'

const id = 'run' as RunId
const chatId = 'chat' as ChatId

function writing(text: string, revision = 2): Run {
  const state: RunState = { status: 'running', startedAt: 2_000, text }
  return aTextRun(state, revision)
}

/** A page whose open chat holds a text answer that is being written. */
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
  return chat.getState().messages.get(id)?.text
}

test('streamed text is shown once per frame', async () => {
  const page = await openWriting()
  let changes = 0
  page.chat.subscribe(() => (changes += 1))
  page.bridge.emit('run.streamed', { id, offset: 0, text: 'A ' })
  page.bridge.emit('run.streamed', { id, offset: 2, text: 'white ' })
  page.bridge.emit('run.streamed', { id, offset: 8, text: 'tower' })
  expect(readText(page)).toBe('')
  page.schedule.paint()
  expect(readText(page)).toBe('A white tower')
  expect(changes).toBe(1)
})

test('only the message that grows becomes another object', async () => {
  const page = await openWriting()
  const before = [...page.chat.getState().messages.values()]
  page.bridge.emit('run.streamed', { id, offset: 0, text: 'A' })
  page.schedule.paint()
  const after = [...page.chat.getState().messages.values()]
  expect(after.map((message, index) => message === before[index])).toEqual([true, false])
})

test('text that arrives twice is shown once', async () => {
  const page = await openWriting()
  page.bridge.emit('run.streamed', { id, offset: 0, text: 'A white' })
  page.bridge.emit('run.streamed', { id, offset: 2, text: 'white tower' })
  page.bridge.emit('run.streamed', { id, offset: 0, text: 'A' })
  page.schedule.paint()
  expect(readText(page)).toBe('A white tower')
})

test('a gap in streamed text is closed by asking main', async () => {
  const page = await openWriting()
  page.bridge.answer('runs.read', () => writing('A white tow'))
  page.bridge.emit('run.streamed', { id, offset: 8, text: 'tow' })
  page.schedule.paint()
  page.bridge.emit('run.streamed', { id, offset: 11, text: 'er' })
  page.schedule.paint()
  await page.rest()
  expect(readText(page)).toBe('A white tower')
  expect(page.bridge.listInputs('runs.read')).toEqual([id])
})

test('a gap that main cannot close does not make the page ask forever', async () => {
  const page = await openWriting()
  page.bridge.emit('run.streamed', { id, offset: 8, text: 'tow' })
  page.schedule.paint()
  await page.rest()
  page.schedule.paint()
  await page.rest()
  expect(readText(page)).toBe('')
  expect(page.bridge.listInputs('runs.read')).toEqual([id])
})

test('a snapshot does not take back text that was streamed since', async () => {
  const page = await openWriting()
  page.bridge.emit('run.streamed', { id, offset: 0, text: 'A white tower' })
  page.bridge.emit('run.changed', writing('A white', 3))
  expect(readText(page)).toBe('A white tower')
})

test('text missed while another chat was open is fetched', async () => {
  const page = await openWriting()
  page.chat.getState().newChat()
  page.bridge.emit('run.streamed', { id, offset: 0, text: 'A white tower' })
  page.schedule.paint()
  page.bridge.answer('runs.read', () => writing('A white tower'))
  await page.chat.getState().openChat(chatId)
  await page.rest()
  expect(readText(page)).toBe('A white tower')
})

test('streamed text is written only when the answer is settled', async () => {
  const page = await openWriting()
  page.bridge.emit('run.streamed', { id, offset: 0, text: 'A white tower' })
  page.schedule.paint()
  await page.rest()
  expect(await page.database.messages.get(id)).toMatchObject({ status: 'streaming', text: '' })

  const state: RunState = { status: 'done', startedAt: 1, finishedAt: 2, images: [], text: 'A white tower.', bill: {} }
  page.bridge.emit('run.changed', aTextRun(state, 3))
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
