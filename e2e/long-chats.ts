/** Writes long chats into a profile, as an archive from which the app fills its database. */
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { checkedLine } from './checked-line'
import type { Profile } from './profile'
import { soundPng } from './stand-ins/images'

type Row = Readonly<Record<string, unknown>>

const TITLES = { text: 'A long talk', images: 'Many images' } as const

/** The text of question n of the long chat, from 1. */
export function askedIn(number: number): string {
  return `Question ${number}: what lies behind hill ${number}?`
}

/** Exchanges per chat. */
export interface LongChats {
  readonly text?: number
  readonly images?: number
  /** The rows of images have the wrong dimensions, as in old versions: each is corrected when the image loads. */
  readonly isShapeWrong?: boolean
}

/** Returns the titles of the chats. */
export async function writeLongChats(
  profile: Profile,
  { text = 0, images = 0, isShapeWrong = false }: LongChats,
): Promise<typeof TITLES> {
  const lines: string[] = []
  const sequences = { chats: 0, messages: 0, attachments: 0, messageAttachments: 0 }
  const add = (table: keyof typeof sequences, key: string, row: Row): void => {
    sequences[table] += 1
    lines.push(checkedLine({ table, key, sequence: sequences[table], schema: 3, row }))
  }
  const ask = (chat: number, number: number, question: string, answer: Row): string => {
    const [chatId, questionId, id] = [
      createRowId(chat, 0),
      createRowId(chat, 2 * number),
      createRowId(chat, 2 * number + 1),
    ]
    const parentId = number === 1 ? null : createRowId(chat, 2 * number - 1)
    add('messages', questionId, {
      id: questionId,
      chatId,
      parentId,
      role: 'user',
      status: 'done',
      createdAt: number,
      text: question,
    })
    const facts = {
      role: 'assistant',
      status: 'done',
      revision: 3,
      text: '',
      createdAt: number,
      startedAt: 1,
      finishedAt: 2,
    }
    add('messages', id, { id, chatId, parentId: questionId, ...facts, ...answer })
    return id
  }
  for (let number = 1; number <= text; number += 1)
    ask(1, number, askedIn(number), { kind: 'text', model: 'openai:gpt-6.1-terra', text: answerIn(number) })
  for (let number = 1; number <= images; number += 1) {
    const { hash, bytes } = await keepImage(profile, number)
    const model = 'openai:gpt-image-2'
    const options = {
      size: '1024x1024',
      quality: 'medium',
      format: 'png',
      compression: 90,
      background: 'auto',
      moderation: 'auto',
      count: 1,
      previews: 0,
    }
    const prompt = `Image ${number}`
    const messageId = ask(2, number, prompt, { kind: 'image', model, prompt, options })
    const attachmentId = `${messageId}:0`
    const file = { hash, format: 'png', mime: 'image/png', width: 256, height: isShapeWrong ? 256 : 64, bytes }
    add('attachments', attachmentId, { id: attachmentId, ...file, createdAt: number, uploadState: 'local' })
    add('messageAttachments', `${messageId}/${attachmentId}`, { messageId, attachmentId, position: 0 })
  }
  for (const [index, title] of Object.values(TITLES).entries())
    if ((index === 0 ? text : images) > 0)
      add('chats', createRowId(index + 1, 0), {
        id: createRowId(index + 1, 0),
        title,
        createdAt: 1,
        updatedAt: index + 1,
        chosen: {},
      })
  const head = checkedLine({ easelArchive: 1, identity: 'of-long-chats', sequences })
  await mkdir(profile.path('archive'), { recursive: true })
  await writeFile(profile.path('archive', 'changes-000001.log'), [head, ...lines].join(''))
  return TITLES
}

/** Every third is long, every second has code. */
function answerIn(number: number): string {
  const sentence = `Behind hill ${number} lies a valley, and in it a village with ${number} houses. `
  const code = number % 2 === 0 ? `\n\n\`\`\`ts\nconst houses = ${number}\nconst hills = houses + 1\n\`\`\`\n` : ''
  return `${sentence.repeat(number % 3 === 0 ? 24 : 3)}${code}\n\n- first of ${number}\n- second of ${number}\n`
}

async function keepImage(profile: Profile, seed: number): Promise<{ readonly hash: string; readonly bytes: number }> {
  const bytes = soundPng({ width: 256, height: 64, seed })
  const hash = createHash('sha256').update(bytes).digest('hex')
  await mkdir(profile.path('objects', hash.slice(0, 2)), { recursive: true })
  await writeFile(profile.path('objects', hash.slice(0, 2), `${hash}.png`), bytes)
  return { hash, bytes: bytes.length }
}

function createRowId(chat: number, number: number): string {
  return `${String(chat).padStart(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`
}
