// Makes a profile of 50,000 images and 100,000 messages in the app's own formats: images, archive, ledger and outbox.
// The app fills the database from the archive, which is one of the things to measure.

import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { cp, link, mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'

import { cacheFolder } from '../../scripts/lib/fallback-electron.mjs'
import { readAsked, exchanges, listExchanges } from './large-rows.mjs'
import { imagePng } from './png.mjs'

/** Raise this with every change to the data written here, so that the cached profile is made again. */
const version = 1

/** As in the app: a log is closed once it grows larger than this. */
const logBytes = 4 * 1_024 * 1_024
/** The share of exchanges in the snapshot. The logs after it have just outgrown it, so compaction is due. */
const inSnapshot = 0.55
/** Pending uploads to a store that isn't set up, or no longer is. */
const waitingUploads = 200
/** The modification time of the image files. */
const madeAt = new Date(Date.UTC(2026, 9, 1))
/** The version of the page's database that wrote the rows. */
const schema = 2

/**
 * Returns the folder of the finished profile, made once and reused between runs, next to the runtime. Don't write to
 * it.
 */
export async function provideLargeProfile({ announce, count = exchanges }) {
  const folder = path.join(cacheFolder(), 'bench', `large-${version}${count === exchanges ? '' : `-${count}`}`)
  if (await exists(folder)) return folder
  announce(`Making a profile of ${count.toLocaleString('en')} images, once.`)
  const workshop = `${folder}.incoming-${process.pid}`
  await rm(workshop, { recursive: true, force: true })
  await writeProfile(workshop, count)
  await rename(workshop, folder)
  return folder
}

/** Copies a profile to work in. Images are never written to, so they're hard links. */
export async function copyProfile(from, to) {
  await mkdir(to, { recursive: true })
  for (const name of await readdir(from)) {
    if (name === 'objects') continue
    await cp(path.join(from, name), path.join(to, name), { recursive: true })
  }
  for (const shard of await readdir(path.join(from, 'objects'))) {
    const [source, target] = [from, to].map((folder) => path.join(folder, 'objects', shard))
    await mkdir(target, { recursive: true })
    for (const name of await readdir(source)) await linkOrCopy(path.join(source, name), path.join(target, name))
    // A folder that changed within a day is searched for lost images at every start.
    await utimes(target, madeAt, madeAt)
  }
}

async function linkOrCopy(from, to) {
  try {
    await link(from, to)
  } catch {
    // The temporary folder may be on another disk than the cache.
    await cp(from, to)
  }
}

async function writeProfile(folder, count) {
  for (const name of ['objects', 'archive', 'outbox', 'runs', 'spool']) {
    await mkdir(path.join(folder, name), { recursive: true })
  }
  for (let shard = 0; shard < 256; shard += 1) {
    await mkdir(path.join(folder, 'objects', shard.toString(16).padStart(2, '0')))
  }
  const ledger = createWriteStream(path.join(folder, 'ledger.log'))
  const archive = createArchive(path.join(folder, 'archive'))
  let index = 0
  for (const exchange of listExchanges({ count, endingAt: Date.UTC(2026, 9, 1) })) {
    const { hash, image, spending } = exchange
    await writeFile(path.join(folder, 'objects', hash.slice(0, 2), `${hash}.png`), image)
    await write(ledger, createLine(spending))
    if (index < count * inSnapshot) await archive.keep(exchange)
    else await archive.log(exchange)
    if (index < waitingUploads) await writeFile(path.join(folder, 'outbox', `${index}.json`), createOrder(exchange))
    index += 1
  }
  await archive.finish()
  await finish(ledger)
}

function createOrder({ attachment: { id, hash } }) {
  return JSON.stringify({ attachmentId: id, hash, pathname: `easel/${hash}.png`, contentType: 'image/png' })
}

/** Writes the archive as main does: `keep` goes to one snapshot, `log` to the logs after it. */
function createArchive(folder) {
  const sequences = { chats: 0, messages: 0, attachments: 0, messageAttachments: 0 }
  /** The snapshot contains only the newest version of a chat, at its end. */
  const keptChats = new Map()
  let kept
  let count = 0
  let log
  let number = 0

  const head = () => ({ easelArchive: 1, identity: 'the-archive-of-the-bench', sequences })
  const change = (table, key, row) => ({ table, key, sequence: sequences[table], schema, row })
  const next = (table, key, row, at) => {
    sequences[table] = Math.max(sequences[table], at * 1_000) + 1
    return change(table, key, row)
  }
  const imageRows = ({ at, attachment, link: shown }) => [
    next('attachments', attachment.id, attachment, at),
    next('messageAttachments', `${shown.messageId}/${shown.attachmentId}`, shown, at),
  ]

  async function append(changes) {
    if (log === undefined || log.bytesWritten + log.writableLength >= logBytes) {
      if (log) await finish(log)
      number += 1
      log = createWriteStream(path.join(folder, `changes-${String(number).padStart(6, '0')}.log`))
      await write(log, createLine(head()))
    }
    for (const each of changes) await write(log, createLine(each))
  }

  /** The head says what the snapshot contains, so the file is written again once that is known. */
  async function closeSnapshot() {
    if (!kept) return
    for (const each of keptChats.values()) {
      await write(kept, createLine(each))
      count += 1
    }
    await write(kept, createLine({ end: count }))
    await finish(kept)
    const rows = path.join(folder, 'rows')
    number = 1
    const snapshot = path.join(folder, 'snapshot-000001.log')
    await writeFile(snapshot, createLine(head()))
    await pipeline(createReadStream(rows), createWriteStream(snapshot, { flags: 'a' }))
    await rm(rows)
    kept = undefined
  }

  return {
    async keep(exchange) {
      const { at, chat, question, answer } = exchange
      kept ??= createWriteStream(path.join(folder, 'rows'))
      keptChats.set(chat.id, next('chats', chat.id, chat, at))
      const rows = [
        next('messages', question.id, question, at),
        next('messages', answer.id, answer, at),
        ...imageRows(exchange),
      ]
      for (const each of rows) await write(kept, createLine(each))
      count += rows.length
    },
    async log(exchange) {
      await closeSnapshot()
      const { at, chat, question, answer } = exchange
      await append([
        next('chats', chat.id, { ...chat, draft: question.text.slice(0, 40) }, at - 2_000),
        next('messages', question.id, question, at),
        next('messages', answer.id, readAsked(exchange), at),
        next('chats', chat.id, chat, at),
        next('messages', answer.id, answer, at + 30_000),
        ...imageRows({ ...exchange, at: at + 30_000 }),
      ])
    },
    async finish() {
      await closeSnapshot()
      if (log) await finish(log)
    },
  }
}

/**
 * Adds what a kill leaves behind: answers in progress, some complete and some partial, each in one of the newest chats.
 */
export async function addOpenRuns(folder, { whole, half }) {
  const image = imagePng(1).toString('base64')
  const finished = `event: image_generation.completed\ndata: ${JSON.stringify({ type: 'image_generation.completed', b64_json: image })}\n\n`
  let index = 0
  for (const { at, chat, question, answer } of listExchanges({
    count: whole + half,
    inChats: whole + half,
    endingAt: Date.now(),
  })) {
    const id = answer.id.replace(/^.{8}/, index.toString(16).padStart(8, '0'))
    const run = {
      id,
      place: {
        chatId: chat.id,
        chatTitle: chat.title,
        question: { id: question.id, parentId: null, text: question.text },
      },
      request: { kind: 'image', model: answer.model, prompt: answer.prompt, options: answer.options },
      revision: 3,
      createdAt: at,
      state: { status: 'running', startedAt: at },
    }
    const record = { version: 1, run, phase: 'sent', attempt: 1, acknowledged: 1 }
    await writeFile(path.join(folder, 'runs', `${id}.json`), JSON.stringify(record))
    const body = index < whole ? finished : finished.slice(0, finished.length / 2)
    await writeFile(path.join(folder, 'spool', `${id}.1`), body)
    index += 1
  }
}

/** A checked line, as `src/main/files/checked-lines.ts` writes it. */
export function createLine(entry) {
  const json = Buffer.from(JSON.stringify(entry))
  const checksum = createHash('sha256').update(json).digest('hex').slice(0, 16)
  return Buffer.concat([Buffer.from(`${json.length.toString(16)} ${checksum} `), json, Buffer.from('\n')])
}

async function write(stream, bytes) {
  if (!stream.write(bytes)) await once(stream, 'drain')
}

async function finish(stream) {
  stream.end()
  await once(stream, 'finish')
}

export async function exists(folder) {
  return stat(folder).then(
    () => true,
    () => false,
  )
}
