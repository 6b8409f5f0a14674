import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { ArchiveChange, ArchiveTable } from '@shared/archive'
import type { MessageId } from '@shared/ids'
import { aChat, anImage, aQuestion, fill, Page } from '../../../../tests/support/page/archived-page'
import { REMOVING_STORES, removeRows } from './archive/remove-rows'

function aChange(table: ArchiveTable, key: string, row: object, schema = 7): ArchiveChange {
  return { table, key, sequence: 1, schema, row: { ...row } }
}

const changes = [
  aChange('chats', 'c', { ...aChat('c'), title: 'from the file' }),
  aChange('chats', 'new', aChat('new')),
  aChange('messages', 'q', aQuestion('q', 'from the file')),
  aChange('messages', 'mine', aQuestion('mine')),
  aChange('attachments', 'b:0', anImage('b:0')),
  aChange('messageAttachments', 'mine/b:0', { messageId: 'mine', attachmentId: 'b:0', position: 0 }),
]

test('what is missing is added, what is here stays, and adding it again changes nothing', async () => {
  const page = await new Page().open()
  await fill(page)
  expect(await page.data.library.add(changes)).toEqual({ chats: 1, messages: 1, prompts: 0, damaged: 0 })
  expect(await page.database.chats.get('c' as never)).toMatchObject({ title: 'c', draft: 'half a sentence' })
  expect(await page.database.messages.get('q' as never)).toMatchObject({ text: 'q' })
  expect(await page.database.messageAttachments.count()).toBe(2)
  const before = await page.rows()
  expect(await page.data.library.add(changes)).toEqual({ chats: 0, messages: 0, prompts: 0, damaged: 0 })
  expect(await page.rows()).toEqual(before)
})

test('added rows are in the archive, so that they survive the loss of the database', async () => {
  const page = await new Page().open()
  await page.data.library.add(changes)
  await page.elapse()
  await page.wipe()
  await page.open()
  await page.elapse()
  expect((await page.rows())['chats']).toHaveLength(2)
})

test('what was deleted for good stays gone', async () => {
  const page = await new Page().open()
  await page.data.library.add(changes)
  const { database } = page
  await database.transaction('rw', REMOVING_STORES, () => removeRows(database, 'messages', ['mine' as MessageId]))
  await page.data.library.add(changes)
  expect(await database.messages.get('mine' as never)).toBeUndefined()
})

test('rows without what each needs are left out, and rows of a newer Easel refuse the file', async () => {
  const page = await new Page().open()
  const broken = [
    aChange('chats', 'x', { id: 'x', title: 3 }),
    aChange('messages', 'y', { ...aQuestion('y'), status: 'streaming' }),
    aChange('chats', 'z', { ...aChat('z'), chosen: null }),
  ]
  expect(await page.data.library.add(broken)).toEqual({ chats: 0, messages: 0, prompts: 0, damaged: 3 })
  await expect(page.data.library.add([aChange('chats', 'n', aChat('n'), 999)])).rejects.toMatchObject({
    problem: 'newer',
  })
})

test('several changes of one row add it once', async () => {
  const page = await new Page().open()
  const twice = [aChange('chats', 'n', aChat('n')), aChange('chats', 'n', { ...aChat('n'), title: 'later' })]
  expect(await page.data.library.add(twice)).toMatchObject({ chats: 1 })
  expect(await page.database.chats.get('n' as never)).toMatchObject({ title: 'later' })
})
