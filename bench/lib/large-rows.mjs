// The rows of a user who has made images for years. Seeded, so that every run measures the same data.

import { createHash } from 'node:crypto'

import { smallPng } from './png.mjs'

/** An exchange is a question and its answer with one image: two messages. */
export const exchanges = 50_000
export const chats = 2_000

const minuteMs = 60_000
const words =
  'a an the of under over beside old new red green quiet tall lighthouse fox bridge harbour mountain boat dusk morning fog poster in oils as watercolour seen from above with soft light and long shadows'.split(
    ' ',
  )
export const options = {
  size: '1024x1024',
  quality: 'medium',
  format: 'png',
  compression: 90,
  background: 'auto',
  moderation: 'auto',
  count: 1,
  previews: 2,
}
const model = 'openai:gpt-image-2'
const usage = { textIn: 40, imageIn: 0, imageOut: 1_056, textOut: 0 }
const cost = 42_440

/** Returns the same id for the same name, in the form of a random UUID. */
export function createRowId(name) {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export function createText(seed) {
  let state = (seed * 2_654_435_761) >>> 0
  const length = 12 + (seed % 14)
  const chosen = Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return words[(state >>> 16) % words.length]
  })
  return `${chosen.join(' ')}, number ${seed}`
}

/**
 * Yields one exchange after the other, oldest first, as `{ at, chat, question, answer, attachment, link, image,
 * spending }`: the database's rows, the image's bytes, and the ledger's entry. Chats alternate, as they do for real
 * users.
 */
export function* listExchanges({ count = exchanges, inChats = chats, endingAt }) {
  const last = new Map()
  for (let index = 0; index < count; index += 1) {
    const at = endingAt - (count - index) * minuteMs
    const number = index % inChats
    const chatId = createRowId(`chat ${number}`)
    const questionId = createRowId(`question ${index}`)
    const answerId = createRowId(`answer ${index}`)
    const text = createText(index)
    const image = smallPng(index)
    const hash = createHash('sha256').update(image).digest('hex')
    const attachmentId = `${answerId}:0`
    yield {
      at,
      image,
      hash,
      chat: {
        id: chatId,
        title: createText(number).slice(0, 60),
        createdAt: endingAt - (count - number) * minuteMs,
        updatedAt: at,
        chosen: {},
        model,
        options,
      },
      question: {
        id: questionId,
        chatId,
        parentId: last.get(number) ?? null,
        role: 'user',
        createdAt: at,
        text,
        status: 'done',
      },
      answer: {
        id: answerId,
        chatId,
        parentId: questionId,
        role: 'assistant',
        kind: 'image',
        status: 'done',
        createdAt: at + 1,
        model,
        prompt: text,
        options,
        revision: 6,
        startedAt: at + 2,
        finishedAt: at + 30_000,
        text: '',
        cost,
        usage,
        requestId: `req_${answerId.slice(0, 8)}`,
      },
      attachment: {
        id: attachmentId,
        hash,
        format: 'png',
        mime: 'image/png',
        width: 8,
        height: 8,
        bytes: image.length,
        createdAt: at + 30_000,
        uploadState: 'local',
      },
      link: { messageId: answerId, attachmentId, position: 0 },
      spending: { runId: answerId, chatId, at: at + 30_000, model, kind: 'image', charge: 'charged', cost, usage },
    }
    last.set(number, answerId)
  }
}

/** Returns the answer's row as it was while the answer was in progress. */
export function readAsked({ answer }) {
  const { id, chatId, parentId, role, kind, createdAt, model: askedModel, prompt, options: asked } = answer
  return {
    id,
    chatId,
    parentId,
    role,
    kind,
    status: 'streaming',
    createdAt,
    model: askedModel,
    prompt,
    options: asked,
    revision: 0,
    text: '',
    unsettled: 1,
  }
}
