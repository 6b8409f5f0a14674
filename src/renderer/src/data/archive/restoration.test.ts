import { expect, test } from 'vitest'
import type { AttachmentId, ChatId, MessageId } from '@shared/ids'
import type { UserMessageRow } from '../rows'
import type { ArchiveCopy } from './archive-copy'
import { aChat, aQuestion, Page } from '../../../../../tests/support/page/archived-page'

const CHATS = ['c', 'd', 'e'] as const
const MANY = 800

/** Adds more rows than are restored before the database is used: 800 questions and as many images, in three chats. */
async function fillMuch({ database }: Page): Promise<void> {
  const { chats, messages, attachments, messageAttachments } = database
  const places = Array.from({ length: MANY }, (_, index) => ({
    id: `m${String(index).padStart(3, '0')}` as MessageId,
    chatId: CHATS[index % CHATS.length] as ChatId,
  }))
  const image = { format: 'png', mime: 'image/png', width: 1, height: 1, bytes: 1, uploadState: 'local' } as const
  await database.transaction('rw', chats, messages, attachments, messageAttachments, async () => {
    await messages.bulkAdd(
      places.map(({ id, chatId }, index) => ({
        id,
        chatId,
        parentId: id,
        role: 'assistant',
        kind: 'image',
        status: 'done',
        createdAt: index,
        model: 'demo:images',
        revision: 1,
        text: '',
      })),
    )
    await attachments.bulkAdd(
      places.map(({ id }) => ({
        id: `${id}:0` as AttachmentId,
        hash: 'a'.repeat(64) as never,
        createdAt: 1,
        ...image,
      })),
    )
    await messageAttachments.bulkAdd(
      places.map(({ id }) => ({ messageId: id, attachmentId: `${id}:0` as AttachmentId, position: 0 })),
    )
    await chats.bulkAdd([aChat('c', { draft: 'half a sentence' }), aChat('d'), aChat('e', { deletedAt: 9 })])
  })
}

/** The archive answers selections immediately, and everything else only after `open`. */
function holdUp({ archive }: Page, pages: number): { readonly open: () => void } {
  const read: ArchiveCopy['read'] = archive.read.bind(archive)
  let open = (): void => undefined
  const isOpen = new Promise<void>((resolve) => (open = resolve))
  let count = 0
  archive.read = async (cursor, after, only) => {
    if (!only && (count += 1) > pages) await isOpen
    return read(cursor, after, only)
  }
  return { open: () => open() }
}

async function lostMuch(): Promise<{ page: Page; before: Awaited<ReturnType<Page['rows']>> }> {
  const page = new Page()
  page.archive.pageSize = 300
  await page.open()
  await fillMuch(page)
  await page.data.archived()
  const before = await page.rows()
  await page.wipe()
  page.progress = []
  return { page, before }
}

/** Runs the pending timers without waiting for their results. */
function tick({ timers }: Page): void {
  const due = [...timers]
  timers.clear()
  for (const callback of due) callback()
}

test('P: with very many rows the chats come first, and the messages follow', async () => {
  const { page, before } = await lostMuch()
  const gate = holdUp(page, 5)
  await page.open()

  expect(await page.data.chats.all()).toEqual(before['chats'])
  expect(await page.database.messages.count()).toBeLessThanOrEqual(MANY)
  expect(await page.database.messageAttachments.count()).toBe(0)
  expect(page.progress).toHaveLength(1)
  tick(page)
  gate.open()
  await page.data.archived()
  expect(await page.rows()).toEqual(before)
  expect(page.progress.at(-1)).toBeNull()
  expect(page.progress.slice(0, -1)).toEqual(
    page.progress.slice(0, -1).toSorted((one, other) => Number(one) - Number(other)),
  )
  expect(page.restored).toBe(1)
})

test('P: a chat that is opened meanwhile is complete, including its images', async () => {
  const { page } = await lostMuch()
  const gate = holdUp(page, 5)
  await page.open()
  expect(await page.database.messageAttachments.count()).toBe(0)

  const records = await page.data.messages.ofChat('d' as ChatId)
  expect(records).toHaveLength(Math.floor(MANY / 3) + 1)
  expect(records.every(({ images }) => images.length === 1)).toBe(true)
  expect(await page.database.messageAttachments.count()).toBe(records.length)
  gate.open()
})

test('P: a chat that is opened meanwhile has the images of its questions, also those that another chat made', async () => {
  const page = new Page()
  page.archive.pageSize = 300
  await page.open()
  await fillMuch(page)
  const question: UserMessageRow = { ...aQuestion('asks'), chatId: 'd' as ChatId, hasInputs: true }
  await page.database.messages.add(question)
  // In the chat "c", and one of the last.
  const attachmentId = 'm798:0' as AttachmentId
  await page.database.messageAttachments.add({ messageId: question.id, attachmentId, position: 0, role: 'reference' })
  await page.data.archived()
  await page.wipe()
  const gate = holdUp(page, 5)
  await page.open()
  expect(await page.database.attachments.get(attachmentId)).toBeUndefined()

  const records = await page.data.messages.ofChat('d' as ChatId)
  const images = records.find(({ row }) => row.id === question.id)?.images
  expect(images).toMatchObject([{ attachment: { id: attachmentId }, link: { role: 'reference' } }])
  gate.open()
})

test('P: a restoration that was killed is completed by the next start, and nothing is sent twice', async () => {
  const { page, before } = await lostMuch()
  const sent = page.archive.changes.length
  const read = page.archive.read
  holdUp(page, 5)
  await page.open()
  tick(page)
  page.crash()

  page.archive.read = read
  await page.open()
  expect(await page.data.chats.all()).toEqual(before['chats'])
  tick(page)
  await page.data.archived()
  expect(await page.rows()).toEqual(before)
  expect(page.archive.changes).toHaveLength(sent)
})

test('P: a restoration is completed later if main stops answering', async () => {
  const { page, before } = await lostMuch()
  page.archive.failRead(16)
  await page.open()
  tick(page)
  await page.data.archived()
  expect(await page.rows()).not.toEqual(before)
  tick(page)
  await page.data.archived()
  expect(await page.rows()).toEqual(before)
})

test('rows written meanwhile win, and are in both copies afterwards, whatever the clock says', async () => {
  const { page, before } = await lostMuch()
  const gate = holdUp(page, 5)
  page.archive.changes.push({ table: 'attachments', key: 'z:0', sequence: 8e15, schema: 2, row: { id: 'z:0' } })
  await page.open()
  await page.database.chats.update('c' as ChatId, { title: 'renamed meanwhile' })
  const image = { ...(await page.database.attachments.toCollection().first())!, id: 'new:0' as AttachmentId }
  await page.database.attachments.put(image)
  tick(page)
  gate.open()
  await page.data.archived()

  expect(await page.database.chats.get('c' as ChatId)).toMatchObject({ title: 'renamed meanwhile' })
  expect(await page.database.messages.count()).toBe(before['messages']?.length)
  const after = await page.rows()
  await page.wipe()
  await page.open()
  tick(page)
  await page.data.archived()
  expect(await page.rows()).toEqual(after)
  expect(await page.database.attachments.get('new:0' as AttachmentId)).toBeDefined()
})
