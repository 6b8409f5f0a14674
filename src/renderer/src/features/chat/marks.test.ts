import { expect, test } from 'vitest'
import type { ChatId, RunId } from '@shared/ids'
import type { Failure } from '@shared/failure'
import { getChatMark, hasDraft } from './selectors'
import {
  A_FAILURE,
  aStoredImage,
  anImageRun,
  doneState,
  openPage,
  type Page,
} from '../../../../../tests/support/page/chat-page'

const id = 'chat' as ChatId
const running = anImageRun({ status: 'running', startedAt: 1 }, 2)
const done = anImageRun(doneState(aStoredImage()), 3)
const failedWith = (failure: Failure, run = 'run') =>
  anImageRun({ status: 'failed', finishedAt: 9, failure, parts: [] }, 3, { id: run as RunId })

function mark({ chat }: Page) {
  return getChatMark(chat.getState(), id)
}

test('an answer that comes while its chat is closed is marked, also after a restart, until the chat is opened', async () => {
  const page = openPage({ runs: [running] })
  await page.rest()
  expect(mark(page)).toBe('running')
  page.bridge.emit('run.changed', done)
  await page.rest()
  expect(mark(page)).toBe('unread')

  const later = openPage({ name: page.database.name })
  await later.rest()
  expect(mark(later)).toBe('unread')
  await later.chat.getState().openChat(id)
  await later.rest()
  expect(mark(later)).toBeUndefined()
  expect(await later.database.chats.get(id)).not.toHaveProperty('news')
})

test('a failure is marked as one, and an answer that follows does not hide it', async () => {
  const page = openPage({ runs: [failedWith(A_FAILURE), anImageRun(doneState(), 3, { id: 'other' as RunId })] })
  await page.rest()
  expect(mark(page)).toBe('failed')
})

test('what is tried again by itself, or was stopped, is no news', async () => {
  const again = { at: Number.MAX_SAFE_INTEGER, attempt: 2, of: 3 }
  const stopped = anImageRun({ status: 'cancelled', finishedAt: 9, charge: 'none', parts: [] }, 3, {
    id: 'other' as RunId,
  })
  const page = openPage({ runs: [failedWith({ ...A_FAILURE, again }), stopped] })
  await page.rest()
  expect(mark(page)).toBeUndefined()
  page.bridge.emit('run.changed', {
    ...failedWith(A_FAILURE),
    revision: 8,
    state: { ...failedWith(A_FAILURE).state, finishedAt: 20 } as never,
  })
  await page.rest()
  expect(mark(page)).toBe('failed')
})

test('the chat that is being looked at is never marked; in a window without focus it is, until that is back', async () => {
  let hasFocus = true
  const page = openPage({ runs: [running], isInFocus: () => hasFocus })
  await page.rest()
  await page.chat.getState().openChat(id)
  page.bridge.emit('run.changed', done)
  await page.rest()
  expect(mark(page)).toBeUndefined()

  hasFocus = false
  page.bridge.emit('run.changed', { ...done, id: 'other' as RunId })
  await page.rest()
  expect(mark(page)).toBe('unread')
  hasFocus = true
  page.chat.getState().markSeen()
  expect(mark(page)).toBeUndefined()
})

test('an upload that goes on later is no news', async () => {
  const page = openPage({ runs: [done] })
  await page.rest()
  await page.chat.getState().openChat(id)
  page.chat.getState().newChat()
  page.bridge.emit('run.changed', { ...done, revision: 4 })
  await page.rest()
  expect(mark(page)).toBeUndefined()
})

test('a chat with something typed has a draft, one with blanks has none', () => {
  expect(hasDraft({ draft: 'Half a' })).toBe(true)
  expect(hasDraft({ draft: ' \n' })).toBe(false)
  expect(hasDraft({})).toBe(false)
})
