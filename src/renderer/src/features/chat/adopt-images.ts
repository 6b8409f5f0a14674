/**
 * Creates a chat for images on disk that no conversation shows (the app was killed between two steps, or rows were lost
 * permanently), so that nothing that was paid for stays hidden. Runs in the background, some time after the start.
 */
import { listImages } from '@shared/answer'
import { createAttachmentId, type ChatId, type MessageId, type ObjectHash } from '@shared/ids'
import { UNKNOWN_MODEL } from '@shared/catalogue'
import type { ImageFile } from '@shared/request'
import type { Run } from '@shared/run'
import type { ImageListing } from '@shared/stored-images'
import type { Client } from '@/bridge/client'
import type { Data } from '@/data'
import { toExchangeRows, type Exchange } from './mapping'

export interface AdoptionParts {
  readonly client: Client
  readonly data: Data
  readonly now: () => number
  readonly createId: <Id extends ChatId | MessageId>() => Id
  /** Each file is read once, so a thousand means several gigabytes. The rest is found at the next start. */
  readonly atMost: number
  /** Resolves once the user has paused: looking for images blocks every other reader of the database. */
  readonly whenQuiet: () => Promise<void>
  readonly words: { readonly title: string; readonly explanation: string }
}

/** Fixed, so that images that are found later join those that were found before. */
const CHAT_ID = '0ea5e100-0000-4000-8000-000000000001' as ChatId
/** The most images that an answer is ever asked for. */
const PER_ANSWER = 10
/** Clocks can be changed: images are looked for again this far back. */
const OVERLAP_MS = 24 * 60 * 60 * 1_000

export interface Adopted {
  readonly count: number
  /** The chat that contains them now; absent if there were none. */
  readonly chatId?: ChatId
}

/** Does nothing while rows may still come back from main's archive. */
export async function adoptImages(parts: AdoptionParts): Promise<Adopted> {
  const { client, data, atMost } = parts
  const lookedUntil = await data.images.lookedUntil()
  if (lookedUntil === undefined) return { count: 0 }
  // A mark in the future is useless: the clock was set back since.
  const since = lookedUntil > parts.now() ? 0 : Math.max(0, lookedUntil - OVERLAP_MS)
  let adopted: Adopted = { count: 0 }
  let shard: number | null = 0
  while (shard !== null) {
    await parts.whenQuiet()
    const listing: ImageListing = await client.request('images.list', { shard, since })
    const unshown = await findUnshown(parts, listing.hashes)
    const images = await describe(client, unshown.slice(0, atMost - adopted.count))
    for (let start = 0; start < images.length; start += PER_ANSWER) {
      const some = images.slice(start, start + PER_ANSWER)
      adopted = { count: adopted.count + some.length, chatId: await adopt(parts, some) }
    }
    if (adopted.count >= atMost) return adopted
    if (listing.next === null) await data.images.setLookedUntil(listing.until)
    shard = listing.next
  }
  return adopted
}

async function findUnshown(
  { client, data }: AdoptionParts,
  hashes: readonly ObjectHash[],
): Promise<readonly ObjectHash[]> {
  if (hashes.length === 0) return []
  // Requested before the rows are read: a run that is forgotten in between has its rows by then.
  const held = new Set((await client.request('runs.list')).flatMap(listHeldImages))
  const unshown = await data.images.unshown(hashes)
  return unshown.filter((hash) => !held.has(hash))
}

/** The images that the run made, and those attached to its question. */
function listHeldImages(run: Run): readonly ObjectHash[] {
  const files = [...listMadeImages(run), ...(run.place.question.inputs ?? [])]
  return files.map(({ hash }) => hash)
}

function listMadeImages({ state }: Run): readonly ImageFile[] {
  switch (state.status) {
    case 'queued':
      return []
    case 'running':
      return state.preview ? [state.preview.image] : []
    case 'done':
      return listImages(state.parts)
    case 'failed':
    case 'cancelled':
      return [...listImages(state.parts), ...(state.salvage ? [state.salvage.image] : [])]
  }
}

async function describe(client: Client, hashes: readonly ObjectHash[]): Promise<readonly ImageFile[]> {
  const images: ImageFile[] = []
  for (const hash of hashes) {
    const image = await client.request('images.describe', hash)
    if (image) images.push(image)
  }
  return images
}

async function adopt({ data, now, createId, words }: AdoptionParts, images: readonly ImageFile[]): Promise<ChatId> {
  const known = await data.chats.find(CHAT_ID)
  // A deleted chat stays deleted; images found afterwards get another chat.
  const chatId = known?.deletedAt === undefined ? CHAT_ID : createId<ChatId>()
  const last = await data.images.findLast(chatId)
  const at = Math.max(now(), (last?.createdAt ?? 0) + 1)
  const answerId = createId<MessageId>()
  const questionId = createId<MessageId>()
  const exchange: Exchange = {
    chat: { id: chatId, title: words.title, createdAt: at, updatedAt: at },
    question: {
      role: 'user',
      id: questionId,
      chatId,
      parentId: last?.id ?? null,
      createdAt: at,
      text: words.explanation,
      inputs: [],
    },
    answer: {
      role: 'assistant',
      id: answerId,
      chatId,
      parentId: questionId,
      createdAt: at + 1,
      model: UNKNOWN_MODEL,
      kind: 'image',
      prompt: words.title,
      status: 'done',
      revision: 0,
      finishedAt: at + 1,
      bill: {},
      parts: images.map((image, index) => ({
        type: 'image',
        image: { ...image, attachmentId: createAttachmentId(answerId, index), upload: { state: 'local' } },
      })),
    },
  }
  await data.exchanges.record(toExchangeRows(exchange), { updatedAt: at })
  return chatId
}
