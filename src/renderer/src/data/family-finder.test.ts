import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { AttachmentId } from '@shared/ids'
import type { InputRole } from '@shared/request'
import { EaselDatabase } from './database'
import { FamilyFinder } from './family-finder'
import type { AssistantMessageRow, AttachmentRow, ChatRow, MessageAttachmentRow, UserMessageRow } from './rows'

const image = (name: string): AttachmentId => name as AttachmentId

/** Writes chats from a test's description: `step('b', { from: ['a'], makes: ['b1'] })`. */
async function openWorld(name: string) {
  const database = new EaselDatabase(`family-${name}`)
  await database.open()
  let clock = 0
  const addImages = (names: readonly string[]) =>
    database.attachments.bulkPut(
      names.map((id) => ({ id, hash: id, createdAt: (clock += 1) }) as unknown as AttachmentRow),
    )
  const link = (messageId: string, names: readonly string[], role?: InputRole | 'origin') =>
    database.messageAttachments.bulkPut(
      names.map((attachmentId, position) => ({
        messageId,
        attachmentId,
        position,
        ...(role && { role }),
      })) as unknown as MessageAttachmentRow[],
    )
  return {
    finder: new FamilyFinder(database),
    addImages,
    async chat(id: string, deletedAt?: number) {
      await database.chats.put({ id, title: id, chosen: {}, ...(deletedAt && { deletedAt }) } as unknown as ChatRow)
    },
    async step(id: string, { chat = 'chat', from = [], masks = [], cut = {}, makes }: Step): Promise<void> {
      const createdAt = (clock += 1)
      const question = {
        id: `q-${id}`,
        chatId: chat,
        parentId: null,
        role: 'user',
        status: 'done',
        createdAt,
        text: `prompt ${id}`,
      }
      const answer = {
        id,
        chatId: chat,
        parentId: `q-${id}`,
        role: 'assistant',
        status: 'done',
        kind: 'image',
        createdAt,
        prompt: `prompt ${id}`,
      }
      await database.messages.bulkPut([question as unknown as UserMessageRow, answer as unknown as AssistantMessageRow])
      await addImages(makes)
      await link(`q-${id}`, from, 'reference')
      await link(`q-${id}`, masks, 'mask')
      for (const [part, origin] of Object.entries(cut)) {
        await link(`q-${id}`, [part], 'reference')
        await link(`q-${id}`, [origin], 'origin')
        await database.messageAttachments.update([`q-${id}` as never, part as never], { madeFrom: origin as never })
      }
      await link(id, makes)
    },
  }
}

interface Step {
  readonly chat?: string
  readonly from?: readonly string[]
  readonly masks?: readonly string[]
  /** Parts of images, by the image they were cut from. */
  readonly cut?: Readonly<Record<string, string>>
  readonly makes: readonly string[]
}

test('ancestors, siblings and descendants are found across chats, and strangers are not', async () => {
  const world = await openWorld('across')
  await world.chat('chat')
  await world.chat('other')
  await world.step('a', { makes: ['a1', 'a2'] })
  await world.step('b', { from: ['a1'], makes: ['b1'] })
  await world.step('c', { chat: 'other', from: ['b1'], makes: ['c1'] })
  await world.step('sibling', { from: ['a2'], makes: ['s1'] })
  await world.step('stranger', { makes: ['x1'] })
  for (const start of ['a1', 'b1', 'c1', 's1']) {
    const { answers, brought } = await world.finder.find(image(start))
    expect(answers.map(({ answer }) => answer.id).toSorted()).toEqual(['a', 'b', 'c', 'sibling'])
    expect(brought).toEqual([])
  }
  const { answers } = await world.finder.find(image('c1'))
  expect(answers.find(({ answer }) => answer.id === 'c')).toMatchObject({ parents: ['b1'], prompt: 'prompt c' })
})

test('an image that the user brought is where its family begins', async () => {
  const world = await openWorld('brought')
  await world.chat('chat')
  await world.addImages(['mine'])
  await world.step('a', { from: ['mine'], makes: ['a1'] })
  const { answers, brought } = await world.finder.find(image('a1'))
  expect(answers).toHaveLength(1)
  expect(brought.map(({ id }) => id)).toEqual(['mine'])
})

test('an answer to a part of an image descends from that image, which was not sent itself', async () => {
  const world = await openWorld('cut')
  await world.chat('chat')
  await world.addImages(['cut'])
  await world.step('a', { makes: ['a1'] })
  await world.step('b', { cut: { cut: 'a1' }, makes: ['b1'] })
  for (const start of ['a1', 'b1']) {
    const { answers, brought } = await world.finder.find(image(start))
    expect(answers.map(({ answer }) => answer.id).toSorted()).toEqual(['a', 'b'])
    expect(answers.find(({ answer }) => answer.id === 'b')?.parents).toEqual(['a1'])
    expect(brought).toEqual([])
  }
})

test('a mask is no ancestor, and a branched copy no second step', async () => {
  const world = await openWorld('masks')
  await world.chat('chat')
  await world.chat('branch')
  await world.addImages(['mask'])
  await world.step('a', { makes: ['a1'] })
  await world.step('b', { from: ['a1'], masks: ['mask'], makes: ['b1'] })
  await world.step('other', { masks: ['mask'], makes: ['o1'] })
  await world.step('copy-of-a', { chat: 'branch', makes: ['a1'] })
  const { answers, brought } = await world.finder.find(image('b1'))
  expect(answers.map(({ answer }) => answer.id)).toEqual(['b', 'a'])
  expect(brought).toEqual([])
})

test('the answers of a deleted chat stay part of the family, and are marked', async () => {
  const world = await openWorld('deleted')
  await world.chat('chat', 5)
  await world.chat('other')
  await world.step('a', { makes: ['a1'] })
  await world.step('b', { chat: 'other', from: ['a1'], makes: ['b1'] })
  const { answers } = await world.finder.find(image('b1'))
  expect(answers.map(({ answer, isDeleted }) => [answer.id, isDeleted])).toEqual([
    ['b', false],
    ['a', true],
  ])
})

test('a very large family is cut, and says so', async () => {
  const world = await openWorld('large')
  await world.chat('chat')
  await world.step('a', { makes: ['a1'] })
  for (let index = 0; index < 10; index++)
    await world.step(`child-${index}`, { from: ['a1'], makes: [`child-${index}`] })
  const { answers, isCut } = await world.finder.find(image('a1'), 5)
  expect(answers).toHaveLength(5)
  expect(isCut).toBe(true)
  expect((await world.finder.find(image('a1'), 11)).isCut).toBe(false)
})
