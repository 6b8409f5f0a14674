import { expect, test } from 'vitest'
import type { ChatId, MessageId, ObjectHash } from '@shared/ids'
import { aChat, anImage, aQuestion, Page } from '../../../../tests/support/page/archived-page'
import type { AssistantMessageRow, AttachmentRow, MessageAttachmentRow } from './rows'

function anAnswer(id: string, chatId: string): AssistantMessageRow {
  return {
    id: id as MessageId,
    chatId: chatId as ChatId,
    parentId: 'q' as MessageId,
    role: 'assistant',
    kind: 'image',
    status: 'done',
    createdAt: 2,
    model: 'demo:image' as AssistantMessageRow['model'],
    revision: 1,
    text: '',
  }
}

function image(id: string, createdAt: number, changes: Partial<AttachmentRow> = {}): AttachmentRow {
  return { ...anImage(id), hash: hash(id), createdAt, ...changes }
}

function hash(id: string): ObjectHash {
  return `hash of ${id}` as ObjectHash
}

function link(messageId: string, attachmentId: string, role?: 'reference'): MessageAttachmentRow {
  return { messageId, attachmentId, position: 0, ...(role && { role }) } as unknown as MessageAttachmentRow
}

test('the newest image of a chat that is not deleted stands for it; attached images never do', async () => {
  const { data, database } = await new Page().open()
  await database.chats.bulkAdd(['two', 'deleted', 'text', 'branch'].map((id) => aChat(id)))
  await database.messages.bulkAdd([
    anAnswer('a', 'two'),
    anAnswer('b', 'two'),
    anAnswer('d', 'deleted'),
    { ...aQuestion('q', 'what is in it?'), chatId: 'text' as ChatId },
    anAnswer('copy', 'branch'),
  ])
  await database.attachments.bulkAdd([
    image('a:0', 5),
    image('b:0', 3),
    image('b:1', 9, { deletedAt: 10 }),
    image('d:0', 4, { deletedAt: 10 }),
    image('brought:0', 8),
  ])
  await database.messageAttachments.bulkAdd([
    link('a', 'a:0'),
    link('b', 'b:0'),
    link('b', 'b:1'),
    link('d', 'd:0'),
    link('q', 'brought:0', 'reference'),
    link('copy', 'b:0'),
  ])

  const chats = ['two', 'deleted', 'text', 'branch', 'gone'] as ChatId[]
  expect(await data.chatImages.findNewest(chats)).toEqual(
    new Map([
      ['two', hash('a:0')],
      ['branch', hash('b:0')],
    ]),
  )
})
