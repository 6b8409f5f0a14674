/**
 * Opens another app's export, detects which app it's from, and reads its chats one at a time. Runs in a worker: exports
 * can have hundreds of megabytes.
 */
import { findChatboxSessions, parseChatboxChat } from './parse-chatbox'
import { parseChatGptChat } from './parse-chatgpt'
import { parseCherryChat, readCherryBackup } from './parse-cherry'
import { parseClaudeChat } from './parse-claude'
import { isRecord, type ForeignChat, type Source } from './foreign-chat'

/** The files of an export: of a zip archive, or the single file. */
export interface ExportFiles {
  readonly names: readonly string[]
  /** Rejects if the file is damaged, or unpacks to more than `most` bytes. */
  read(name: string, most: number): Promise<Blob>
}

export interface OpenedExport {
  readonly source: Source
  readonly chats: readonly ForeignChat[]
  /** How many chats couldn't be read. */
  readonly unreadable: number
  /** Returns an image's file by its name in a message. Undefined if the export lacks it. */
  findImage(name: string): Promise<Blob | undefined>
}

export type ExportProblem =
  /** Not a file of any supported app. */
  | 'unknown'
  /** An archive or JSON, but broken. */
  | 'damaged'
  | 'too-large'
  /** Written by Easel; main reads such files. */
  | 'easel'

export class UnreadableExport extends Error {
  constructor(readonly problem: ExportProblem) {
    super(problem)
  }
}

/** Unpacked. V8 strings can't be longer than 512 MB. */
const MOST_JSON_BYTES = 500_000_000
/** The largest image that the app accepts. */
const MOST_IMAGE_BYTES = 100_000_000

/** Files that only Easel's exports have. */
const EASEL = ['manifest.json', 'rows.jsonl']
const CONVERSATIONS = /(?:^|\/)conversations(?:-\d+)?\.json$/
const CHERRY_DATA = /(?:^|\/)data\.json$/

export async function openExport(files: ExportFiles): Promise<OpenedExport> {
  const { names } = files
  if (EASEL.every((name) => names.includes(name))) throw new UnreadableExport('easel')
  const found = [CONVERSATIONS, CHERRY_DATA, /\.json$/].map((pattern) => names.filter((name) => pattern.test(name)))
  const documents = found.find((some) => some.length > 0) ?? []
  if (documents.length === 0) throw new UnreadableExport('unknown')
  const values: unknown[] = []
  for (const name of documents.toSorted()) values.push(await readJson(files, name))
  const read = recognize(values)
  if (!read) throw new UnreadableExport('unknown')
  const { source, items, parse } = read
  const chats = items.flatMap((item) => parse(item) ?? [])
  const withWords = chats.filter(({ messages }) => messages.some(({ parts }) => parts.length > 0))
  return {
    source,
    chats: withWords.toSorted((one, other) => other.updatedAt - one.updatedAt),
    unreadable: items.length - chats.length,
    findImage: async (name) => {
      const file = findFile(names, name)
      if (file === undefined) return undefined
      return files.read(file, MOST_IMAGE_BYTES).catch(() => undefined)
    },
  }
}

interface Recognized {
  readonly source: Source
  readonly items: readonly unknown[]
  readonly parse: (item: unknown) => ForeignChat | undefined
}

function recognize(values: readonly unknown[]): Recognized | undefined {
  const items = values.flatMap((value) => (Array.isArray(value) ? (value as readonly unknown[]) : []))
  if (items.some((item) => isRecord(item) && isRecord(item['mapping']))) {
    return { source: 'chatgpt', items, parse: parseChatGptChat }
  }
  if (items.some((item) => isRecord(item) && Array.isArray(item['chat_messages']))) {
    return { source: 'claude', items, parse: parseClaudeChat }
  }
  const [value] = values
  const cherry = readCherryBackup(value)
  if (cherry) return { source: 'cherry', items: cherry.topics, parse: (item) => parseCherryChat(item, cherry) }
  const sessions = findChatboxSessions(value)
  return sessions && { source: 'chatbox', items: sessions, parse: parseChatboxChat }
}

async function readJson(files: ExportFiles, name: string): Promise<unknown> {
  const blob = await files.read(name, MOST_JSON_BYTES)
  const text = await blob.text()
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Anything but JSON isn't damaged, just unknown.
    throw new UnreadableExport(/^\uFEFF?\s*[[{]/.test(text) ? 'damaged' : 'unknown')
  }
}

/** Exports name an image's file by its id plus a suffix: `file-Ab12-photo.png`, `dalle-generations/file-….webp`. */
function findFile(names: readonly string[], id: string): string | undefined {
  return names.find((name) => {
    const base = name.slice(name.lastIndexOf('/') + 1)
    return base.startsWith(id) && (base.length === id.length || /^[^a-z\d]/i.test(base.slice(id.length)))
  })
}
