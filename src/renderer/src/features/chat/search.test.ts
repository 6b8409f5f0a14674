import { expect, test } from 'vitest'
import type { ChatId, RunId } from '@shared/ids'
import { createChatSearch } from './search'
import { anImageRun, aTextRun, doneText, openPage, type Page } from '../../../../../tests/support/page/chat-page'

const harbour = aTextRun(doneText(`${'Once. '.repeat(20)}The Harbour\nsleeps.`), 3)
const elsewhere = anImageRun({ status: 'queued' }, 1, {
  id: 'r2' as RunId,
  place: { ...harbour.place, chatId: 'c2' as ChatId, question: { ...harbour.place.question, id: 'q2' as RunId } },
})

async function searchIn(page: Page): Promise<ReturnType<typeof createChatSearch>> {
  await page.rest()
  return createChatSearch(
    () => page.chat.data(),
    () => page.chat.getState().chats,
    page.schedule,
  )
}

test('search finds messages in every chat and shows the words around the match', async () => {
  const page = openPage({ runs: [harbour, elsewhere] })
  page.bridge.answer('runs.list', () => [elsewhere])
  const search = await searchIn(page)
  search.getState().setQuery('harbour')
  expect(search.getState().hits).toBeUndefined()
  page.schedule.elapse()
  await expect
    .poll(() => search.getState().hits)
    .toEqual([
      {
        chatId: 'chat',
        messageId: harbour.id,
        snippet: { before: '…Once. Once. Once. The ', match: 'Harbour', after: ' sleeps.' },
      },
    ])
  search.getState().setQuery('lighthouse')
  page.schedule.elapse()
  await expect
    .poll(() =>
      search
        .getState()
        .hits?.map(({ chatId }) => chatId)
        .toSorted(),
    )
    .toEqual(['c2', 'chat'])
})

test('only the newest query counts', async () => {
  const page = openPage({ runs: [harbour] })
  const search = await searchIn(page)
  search.getState().setQuery('harbour')
  page.schedule.elapse()
  search.getState().setQuery('')
  await page.rest()
  expect(search.getState()).toMatchObject({ query: '', hits: [] })
})
