/** Writes an archive with many chats, for a profile whose database was lost. */
import { mkdir, writeFile } from 'node:fs/promises'
import { checkedLine } from './checked-line'
import type { Profile } from './profile'

/**
 * Writes chats called "Chat 1", "Chat 2" and so on, the last one the newest, each with this many questions ("Question 7
 * of chat 2").
 */
export async function writeArchive(profile: Profile, chats: number, questions: number): Promise<void> {
  const sequences = { chats: chats * questions, messages: chats * questions, attachments: 0, messageAttachments: 0 }
  const lines = [checkedLine({ easelArchive: 1, identity: 'of-a-long-life', sequences })]
  let sequence = 0
  const add = (table: string, row: Readonly<Record<string, unknown>>): void => {
    sequence += 1
    lines.push(checkedLine({ table, key: row['id'], sequence, schema: 2, row }))
  }
  // Chat rows come last, like those of recently used chats.
  for (let chat = 1; chat <= chats; chat += 1) {
    for (let question = 1; question <= questions; question += 1) {
      const facts = { role: 'user', status: 'done', createdAt: question, text: `Question ${question} of chat ${chat}` }
      const parentId = question === 1 ? null : createRowId(chat, question - 1)
      add('messages', { id: createRowId(chat, question), ...facts, chatId: createRowId(chat, 0), parentId })
    }
  }
  sequence = 0
  for (let chat = 1; chat <= chats; chat += 1)
    add('chats', { id: createRowId(chat, 0), title: `Chat ${chat}`, createdAt: chat, updatedAt: chat, chosen: {} })
  lines.push(checkedLine({ end: chats * questions + chats }))
  await mkdir(profile.path('archive'), { recursive: true })
  await writeFile(profile.path('archive', 'snapshot-000001.log'), lines.join(''))
}

function createRowId(chat: number, question: number): string {
  return `${String(chat).padStart(8, '0')}-0000-4000-8000-${String(question).padStart(12, '0')}`
}
