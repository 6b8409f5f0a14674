import { expect, test } from 'vitest'
import type { AttachmentId, ChatId, MessageId } from '@shared/ids'
import { aChat, anImage, aQuestion, Page } from '../../../../tests/support/page/archived-page'
import { EaselDatabase } from './database'

const NOTHING: ReadonlySet<AttachmentId> = new Set()
const A = 'a:0' as AttachmentId
const B = 'b:0' as AttachmentId

async function setUp(): Promise<Page> {
  const page = await new Page().open()
  const { chats, messages, attachments, messageAttachments } = page.database
  await chats.add(aChat('c'))
  await messages.add({ ...aQuestion('q'), chatId: 'c' as ChatId })
  await attachments.bulkAdd([anImage('a:0'), { ...anImage('b:0'), hash: 'b'.repeat(64) as never }])
  await messageAttachments.add({ messageId: 'q' as MessageId, attachmentId: A, position: 0, role: 'reference' })
  return page
}

async function purge({ data }: Page) {
  const choice = await data.bin.choose()
  const plan = await data.bin.plan(choice, NOTHING)
  await data.bin.remove(choice, { hashes: plan.hashes, attached: NOTHING, now: 50 })
  return plan
}

test('an image gets a name, another one, and none; two images never have the same', async () => {
  const { data } = await setUp()
  const { references } = data
  expect(await references.name(A, 'mascot')).toBe(true)
  expect(await references.name(B, 'Mascot')).toBe(false)
  expect(await references.name(B, 'hat')).toBe(true)
  expect((await references.all()).map(({ id, referenceName }) => [id, referenceName])).toEqual([
    [B, 'hat'],
    [A, 'mascot'],
  ])
  expect(await references.name(A, 'Mascot')).toBe(true)
  await references.remove(B, 9)
  expect((await references.all()).map(({ referenceName }) => referenceName)).toEqual(['Mascot'])
  expect(await references.name('nowhere:0' as AttachmentId, 'x')).toBe(false)
})

test('names come back from the archive when the database was deleted', async () => {
  const page = await setUp()
  await page.data.references.name(A, 'mascot')
  await page.data.archived()
  await page.wipe()
  await page.open()
  expect(await page.data.references.all()).toMatchObject([{ id: A, referenceName: 'mascot' }])
})

test('a named image stays when its chat, or the image itself, is deleted for good', async () => {
  const page = await setUp()
  await page.data.references.name(A, 'mascot')
  await page.database.chats.update('c' as ChatId, { deletedAt: 9 })
  expect((await purge(page)).hashes).toEqual([])
  await page.database.attachments.update(A, { deletedAt: 10 })
  expect((await purge(page)).hashes).toEqual([])
  expect(await page.data.references.all()).toMatchObject([{ id: A }])
  expect((await page.data.bin.list()).images).toEqual([])

  // Without its name it's in the bin and is removed with it.
  await page.data.references.remove(A, 60)
  expect((await page.data.bin.list()).images).toMatchObject([{ attachment: { id: A } }])
  expect((await purge(page)).hashes).toEqual([anImage('a:0').hash])
})

test('version 8 leaves rows as they are, and finds names', async () => {
  const before = new EaselDatabase('migration-8', 7)
  await before.open()
  await before.attachments.add(anImage('a:0'))
  before.close()
  const after = new EaselDatabase('migration-8')
  await after.open()
  expect(after.verno).toBe(8)
  expect(await after.attachments.get(A)).toMatchObject(anImage('a:0'))
  expect(await after.attachments.where('referenceName').above('').count()).toBe(0)
  after.close()
})
