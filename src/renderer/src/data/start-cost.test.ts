import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import { aChat, aQuestion, Page } from '../../../../tests/support/page/archived-page'
import { EaselDatabase } from './database'

const STORES = ['chats', 'messages', 'attachments', 'messageAttachments'] as const

/** Counts the rows read and the requests to main until the page shows the list of chats and agrees with the archive. */
async function rowsReadAtStart(messages: number): Promise<Record<string, number>> {
  const page = await new Page().open()
  page.archive.pageSize = 500
  const rows = Array.from({ length: messages }, (_, index) => aQuestion(`m${index}`))
  await page.database.chats.bulkAdd([aChat('c'), aChat('d')])
  await page.database.messages.bulkAdd(rows.map((row) => ({ ...row, chatId: 'c' as ChatId })))
  await page.data.archived()
  page.crash()

  const read: Record<string, number> = {}
  const database = new EaselDatabase(page.name)
  for (const store of STORES) {
    database.table(store).hook('reading', (row: unknown) => {
      read[store] = (read[store] ?? 0) + 1
      return row
    })
  }
  const sent = page.archive.requests
  await page.open(database)
  expect(await page.data.chats.all()).toHaveLength(2)
  expect(await page.data.messages.unsettled()).toEqual([])
  await page.elapse()
  read['requests'] = page.archive.requests - sent
  expect(await page.database.messages.get('m1' as MessageId)).toBeDefined()
  return read
}

test('E14: a start reads every chat and hardly any message, however many there are', async () => {
  const many = await rowsReadAtStart(3_000)
  expect(many).toEqual(await rowsReadAtStart(30))
  expect(many['messages']).toBeLessThan(5)
})
