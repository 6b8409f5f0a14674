// Makes a profile with three chats: 200 images of 1024x1024, 1,000 messages of mixed Markdown, and a short one. The app
// fills its database from the archive, as after a loss.

import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { cacheFolder } from '../../scripts/lib/fallback-electron.mjs'
import { exists, createLine } from './large-profile.mjs'
import { createRowId, options, createText } from './large-rows.mjs'
import { imagePng } from './png.mjs'

/** Raise this with every change to the data written here, so that the cached profile is made again. */
const version = 1

export const images = 200
/** Questions and answers together. */
export const messages = 1_000

/** As shown in the sidebar. */
export const titles = { images: 'Two hundred images', text: 'A thousand messages', short: 'A short chat' }

const schema = 3
const minuteMs = 60_000
const endingAt = Date.UTC(2026, 9, 1)
const imageModel = 'openai:gpt-image-2'
const textModel = 'openai:gpt-6.1-terra'

/** Returns the folder of the finished profile, made once and reused between runs. Don't write to it. */
export async function provideConversationProfile({ announce }) {
  const folder = path.join(cacheFolder(), 'bench', `conversation-${version}`)
  if (await exists(folder)) return folder
  announce(`Making a profile of ${images} images and ${messages.toLocaleString('en')} messages, once.`)
  const workshop = `${folder}.incoming-${process.pid}`
  await rm(workshop, { recursive: true, force: true })
  await writeProfile(workshop)
  await rename(workshop, folder)
  return folder
}

/** Lists the image files, for a page that shows them without Easel. */
export async function listImageFiles(folder) {
  const hashes = JSON.parse(await readFile(path.join(folder, 'images.json'), 'utf8'))
  return hashes.map((hash) => path.join(folder, 'objects', hash.slice(0, 2), `${hash}.png`))
}

/** Lists the messages of the text chat, in order. */
export function listTexts() {
  return Array.from({ length: messages / 2 }, (_, index) => [createQuestion(index), createAnswer(index)]).flat()
}

async function writeProfile(folder) {
  for (const name of ['objects', 'archive']) await mkdir(path.join(folder, name), { recursive: true })
  const lines = []
  const sequences = { chats: 0, messages: 0, attachments: 0, messageAttachments: 0 }
  const add = (table, key, row) => {
    sequences[table] += 1
    lines.push({ table, key, sequence: sequences[table], schema, row })
  }
  const hashes = []
  for (const [number, kind] of ['images', 'text', 'short'].entries()) {
    const chat = createRowId(`conversation ${kind}`)
    const count = kind === 'images' ? images : kind === 'text' ? messages / 2 : 2
    const model = kind === 'images' ? imageModel : textModel
    let parentId = null
    for (let index = 0; index < count; index += 1) {
      const at = endingAt - (count - index) * minuteMs
      const exchange = { chat, kind, index, at, parentId, model }
      parentId = kind === 'images' ? await addImage(exchange) : addText(exchange)
    }
    const createdAt = endingAt - 1_000 * minuteMs
    add('chats', chat, {
      id: chat,
      title: titles[kind],
      createdAt,
      updatedAt: endingAt + number,
      chosen: {},
      model,
      options,
    })
  }
  const log = [{ easelArchive: 1, identity: 'the-archive-of-the-bench', sequences }, ...lines]
  await writeFile(path.join(folder, 'archive', 'changes-000001.log'), Buffer.concat(log.map(createLine)))
  await writeFile(path.join(folder, 'images.json'), JSON.stringify(hashes))

  function addQuestion({ chat, kind, index, at, parentId }, text) {
    const id = createRowId(`${kind} question ${index}`)
    add('messages', id, { id, chatId: chat, parentId, role: 'user', createdAt: at, text, status: 'done' })
    return id
  }

  function addAnswer({ chat, kind, index, at, model }, question, facts) {
    const id = createRowId(`${kind} answer ${index}`)
    const asked = { id, chatId: chat, parentId: question, role: 'assistant', createdAt: at + 1, model, revision: 6 }
    const times = { startedAt: at + 2, finishedAt: at + 30_000 }
    add('messages', id, { ...asked, ...times, status: 'done', cost: 42_440, ...facts })
    return id
  }

  function addText(exchange) {
    const question = addQuestion(exchange, createQuestion(exchange.index))
    return addAnswer(exchange, question, { kind: 'text', text: createAnswer(exchange.index) })
  }

  async function addImage(exchange) {
    const { index, at } = exchange
    const prompt = createText(index)
    const bytes = imagePng(index)
    const hash = createHash('sha256').update(bytes).digest('hex')
    hashes.push(hash)
    await mkdir(path.join(folder, 'objects', hash.slice(0, 2)), { recursive: true })
    await writeFile(path.join(folder, 'objects', hash.slice(0, 2), `${hash}.png`), bytes)
    const question = addQuestion(exchange, prompt)
    const id = addAnswer(exchange, question, { kind: 'image', prompt, options, text: '' })
    const file = { hash, format: 'png', mime: 'image/png', width: 1_024, height: 1_024, bytes: bytes.length }
    const attachmentId = `${id}:0`
    add('attachments', attachmentId, { id: attachmentId, ...file, createdAt: at + 30_000, uploadState: 'local' })
    add('messageAttachments', `${id}/${attachmentId}`, { messageId: id, attachmentId, position: 0 })
    return id
  }
}

function createQuestion(index) {
  return `${createText(index)}?`
}

/** About two kilobytes, with every kind of Markdown that models write. */
function createAnswer(index) {
  const sentence = (number) => `${createText(index * 31 + number)}.`
  const list = [1, 2, 3].map((number) => `- **${number}** ${sentence(number)}`).join('\n')
  const table = ['| part | why |', '|---|---|', ...[4, 5].map((number) => `| ${number} | ${sentence(number)} |`)].join(
    '\n',
  )
  const code = ['```ts', ...Array.from({ length: 6 }, (_, line) => codeLine(index, line)), '```'].join('\n')
  const blocks = [
    `## ${createText(index).slice(0, 40)}`,
    `${sentence(6)} ${sentence(7)} It is \`inline\`, *stressed* and [linked](https://example.com/${index}).`,
    list,
    index % 3 === 0 ? table : `${sentence(8)} ${sentence(9)}`,
    index % 2 === 0 ? code : `> ${sentence(10)}`,
    [11, 12, 13, 14, 15, 16].map(sentence).join(' '),
  ]
  // Lengths vary: every seventh is short.
  return (index % 7 === 0 ? blocks.slice(1, 2) : [...blocks, ...blocks.slice(1, 2 + (index % 4))]).join('\n\n')
}

function codeLine(index, line) {
  return `export const value${line} = compute(${index}, '${line}') // ${createText(index + line).slice(0, 30)}`
}
