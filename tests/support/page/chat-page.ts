/** Builders and small stand-ins for the tests of the chat feature. */
import 'fake-indexeddb/auto'
import type { ModelId } from '@shared/catalogue'
import type { Failure } from '@shared/failure'
import { createAttachmentId, type ChatId, type MessageId, type ObjectHash, type RunId } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { Bill, StoredImage } from '@shared/answer'
import { createParts, type InputImage } from '@shared/request'
import type { Run, RunState } from '@shared/run'
import { createClient } from '@/bridge/client'
import { FakeBridge } from './fake-bridge'
import { openData } from '@/data'
import { createSessionKeeper, type SessionKeeper } from '@/lib/session-keeper'
import { EaselDatabase } from '@/data/database'
import type { Numbered } from '@/data/rows'
import type { Schedule } from '@/features/chat/schedule'
import { createChatStore, type ChatStore, type ChatStoreParts } from '@/features/chat/store'

/** Time that only passes on request. */
export class ManualSchedule implements Schedule {
  readonly #frames: (() => void)[] = []
  readonly #timers = new Set<() => void>()

  frame(callback: () => void): void {
    this.#frames.push(callback)
  }

  after(_delayMs: number, callback: () => void): () => void {
    this.#timers.add(callback)
    return () => this.#timers.delete(callback)
  }

  paint(): void {
    for (const callback of this.#frames.splice(0)) callback()
  }

  /** Runs out every delay that is pending now. */
  elapse(): void {
    const due = [...this.#timers]
    this.#timers.clear()
    for (const callback of due) callback()
  }
}

export class MemoryStorage {
  readonly #items = new Map<string, string>()

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value)
  }

  removeItem(key: string): void {
    this.#items.delete(key)
  }
}

export interface ReturnedPrompt {
  readonly text: string
  readonly images: readonly InputImage[]
  readonly to: ChatId | null
  readonly from: ChatId
}

export interface Page {
  /** Prompts that were returned to the message box. */
  readonly returned: readonly ReturnedPrompt[]
  readonly session: SessionKeeper
  readonly bridge: FakeBridge
  readonly chat: ChatStore
  readonly database: EaselDatabase
  readonly schedule: ManualSchedule
  readonly storage: MemoryStorage
  /** Resolves when everything that was triggered has settled. */
  rest(): Promise<void>
}

export interface PageParts {
  readonly bridge?: FakeBridge
  /** The name of an earlier page, to open what it left. */
  readonly name?: string
  readonly storage?: MemoryStorage
  /** From an earlier page in the same window, for a reload. */
  readonly tab?: MemoryStorage
  /** Resolves when the archive has what was written. */
  readonly archived?: Promise<void>
  readonly findRefusal?: ChatStoreParts['findRefusal']
  readonly runs?: readonly Run[]
  readonly isInFocus?: () => boolean
  readonly askFirst?: ChatStoreParts['askFirst']
  /** The page only starts when the test calls `chat.start`. */
  readonly idle?: boolean
}

let pages = 0

/** A page with its own real database and a stand-in for main. */
export function openPage(parts: PageParts = {}): Page {
  const { bridge = new FakeBridge(), name = `easel-test-${(pages += 1)}`, storage = new MemoryStorage() } = parts
  const schedule = new ManualSchedule()
  const database = new EaselDatabase(name)
  let ids = 0
  const returned: ReturnedPrompt[] = []
  const page = pages
  const session = createSessionKeeper({
    local: storage,
    tab: parts.tab ?? new MemoryStorage(),
    send: () => Promise.resolve(),
    after: schedule.after.bind(schedule),
    now: () => 5_000,
  })
  const chat = createChatStore({
    client: createClient(bridge),
    openData: async (report) => {
      const data = await openData(report, database)
      return parts.archived ? { ...data, archived: () => parts.archived! } : data
    },
    now: () => 5_000,
    createId: <Id extends ChatId | MessageId>() => `id-${page}-${(ids += 1)}` as Id,
    session,
    schedule,
    isInFocus: parts.isInFocus ?? (() => true),
    findRefusal: parts.findRefusal ?? (() => undefined),
    returnPrompt: (prompt, to, from) => returned.push({ ...prompt, to, from }),
    askFirst: parts.askFirst ?? ((_request, go) => go()),
  })
  if (!parts.idle) chat.start(Promise.resolve(parts.runs ?? []))
  return { returned, session, bridge, chat, database, schedule, storage, rest: () => rest(chat) }
}

/** Replies of the stand-in take a few turns of the event loop, and may in turn trigger writes. */
async function rest(chat: ChatStore): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 0))
    await chat.settled()
  }
}

export const IMAGE_MODEL: ModelId = 'demo:image'
export const TEXT_MODEL: ModelId = 'demo:text'
export const DEFAULT_SEND = { text: 'A harbour', model: IMAGE_MODEL, options: DEFAULT_IMAGE_OPTIONS }
export const aHash = (digit: string): ObjectHash => digit.repeat(64) as ObjectHash

export const A_FAILURE: Failure = { code: 'key-missing', charge: 'none', at: 4_000 }

export function anImageRun(state: RunState, revision: number, changes: Partial<Run> = {}): Run {
  return {
    id: 'run' as RunId,
    place: {
      chatId: 'chat' as ChatId,
      chatTitle: 'A lighthouse',
      question: { id: 'question' as MessageId, parentId: null, text: 'A lighthouse' },
    },
    request: { kind: 'image', model: IMAGE_MODEL, parts: createParts('A lighthouse'), options: DEFAULT_IMAGE_OPTIONS },
    revision,
    createdAt: 1_000,
    state,
    ...changes,
  }
}

export function aTextRun(state: RunState, revision: number, changes: Partial<Run> = {}): Run {
  const turns = [{ role: 'user' as const, parts: createParts('A lighthouse') }]
  return anImageRun(state, revision, { request: { kind: 'text', model: TEXT_MODEL, turns }, ...changes })
}

export function aStoredImage(changes: Partial<StoredImage> = {}): StoredImage {
  return {
    attachmentId: createAttachmentId('run' as RunId, 0),
    hash: aHash('a'),
    format: 'png',
    width: 1024,
    height: 1024,
    bytes: 1_500_000,
    upload: { state: 'local' },
    ...changes,
  }
}

export function anInput(changes: Partial<InputImage> = {}): InputImage {
  const { upload: _, ...file } = aStoredImage()
  return { ...file, role: 'reference', ...changes }
}

export function doneState(...images: StoredImage[]): Extract<RunState, { status: 'done' }> {
  const parts = images.map((image) => ({ type: 'image', image }) as const)
  const bill: Bill = { cost: { amount: 53_000, source: 'computed' } }
  return { status: 'done', startedAt: 2_000, finishedAt: 3_000, parts, bill }
}

export function doneText(text: string): RunState {
  return { status: 'done', startedAt: 1, finishedAt: 2, parts: [{ type: 'text', text }], bill: {} }
}

export interface Rows {
  readonly chats: readonly unknown[]
  readonly messages: readonly unknown[]
  readonly attachments: readonly unknown[]
  readonly messageAttachments: readonly unknown[]
}

/** Everything in the database, without the numbers of the writes. */
export async function allRows(database: EaselDatabase): Promise<Rows> {
  const { chats, messages, attachments, messageAttachments } = database
  return {
    chats: await readRows(chats),
    messages: await readRows(messages),
    attachments: await readRows(attachments),
    messageAttachments: await readRows(messageAttachments),
  }
}

async function readRows(table: { toArray(): PromiseLike<readonly Numbered[]> }): Promise<readonly unknown[]> {
  return (await table.toArray()).map((numbered) => {
    const { sequence: _, ...row } = numbered
    return row
  })
}
