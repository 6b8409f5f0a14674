/**
 * Deletes for good: main writes down what is to go, then the rows go, then main deletes the rest (`shared/bin.ts`). After a
 * kill in between, the next start does what is left.
 */
import type { BinPlan, Freed } from '@shared/bin'
import type { AttachmentId, ChatId, RunId } from '@shared/ids'
import { isTerminal, type Run } from '@shared/run'
import type { Client } from '@/bridge/client'
import type { Data } from '@/data'
import type { BinChoice } from '@/data/bin/purge'

export interface DeletionParts {
  readonly client: Pick<Client, 'request'>
  readonly data: Data
  /** Images of messages that aren't sent yet: they stay. */
  readonly listAttached: () => ReadonlySet<AttachmentId>
  readonly now: () => number
  /** Whether uploaded copies go, too. */
  readonly withCopies: boolean
}

export type DeletionOutcome =
  /** `busy`: chats that stay because an answer in them is still being made. `gone`: what is deleted. */
  | { readonly status: 'deleted'; readonly freed: Freed; readonly busy: number; readonly gone: BinChoice }
  /** The rows are gone, and main's archive couldn't be told: the next start deletes the files. */
  | { readonly status: 'later'; readonly gone: BinChoice }
  /** Rows may be missing, or an answer has just been started: nothing was deleted. */
  | { readonly status: 'not-now' }

export async function deleteForGood(parts: DeletionParts, choice: BinChoice): Promise<DeletionOutcome> {
  const { client, data, listAttached, withCopies } = parts
  // With rows missing, a file could look unused that isn't.
  if ((await data.images.lookedUntil()) === undefined) return { status: 'not-now' }
  const runs = await client.request('runs.list')
  const busy = new Set(runs.filter((run) => !hasEnded(run)).map(({ place }) => place.chatId))
  const wanted = { ...choice, chats: choice.chats.filter((id) => !busy.has(id)) }
  const { messages, hashes, copies } = await data.bin.plan(wanted, listAttached())
  const going = new Set<RunId>(messages)
  const plan: BinPlan = {
    id: crypto.randomUUID(),
    ...wanted,
    runs: runs.flatMap(({ id }) => (going.has(id) ? [id] : [])),
    hashes,
    copies: withCopies ? copies : [],
  }
  if (!(await client.request('bin.begin', plan))) return { status: 'not-now' }
  const freed = await carryOut(parts, plan)
  if (!freed) return { status: 'later', gone: wanted }
  return { status: 'deleted', freed, busy: choice.chats.length - wanted.chats.length, gone: wanted }
}

/** Finishes what an earlier page had begun. Returns what is gone by now. */
export async function finishDeletions(parts: DeletionParts): Promise<BinChoice> {
  const { unfinished } = await parts.client.request('bin.read')
  const gone: { chats: ChatId[]; images: AttachmentId[] } = { chats: [], images: [] }
  if (unfinished.length === 0 || (await parts.data.images.lookedUntil()) === undefined) return gone
  for (const plan of unfinished) {
    await carryOut(parts, plan)
    gone.chats.push(...plan.chats)
    gone.images.push(...plan.images)
  }
  return gone
}

/** Undefined when the archive doesn't know yet that the rows are gone: the next start finishes it. */
async function carryOut({ client, data, listAttached, now }: DeletionParts, plan: BinPlan): Promise<Freed | undefined> {
  const needed = await data.bin.remove(plan, { hashes: plan.hashes, attached: listAttached(), now: now() })
  if (!(await data.isArchived())) return undefined
  return client.request('bin.finish', { id: plan.id, needed })
}

function hasEnded({ state }: Run): boolean {
  return isTerminal(state) && !(state.status === 'failed' && state.failure.again)
}
