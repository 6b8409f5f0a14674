/**
 * Deletes permanently: main writes the plan down, the rows are deleted, then main deletes the rest (`shared/bin.ts`).
 * After a kill in between, the next start finishes it.
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
  /** Images attached to unsent messages; they aren't deleted. */
  readonly listAttached: () => ReadonlySet<AttachmentId>
  readonly now: () => number
  /** Whether uploaded copies are deleted too. */
  readonly withCopies: boolean
}

export type DeletionOutcome =
  /** `busy`: how many chats were skipped because an answer in them is in progress. `gone`: what was deleted. */
  | { readonly status: 'deleted'; readonly freed: Freed; readonly busy: number; readonly gone: BinChoice }
  /** The rows are deleted but not yet archived: the next start deletes the files. */
  | { readonly status: 'later'; readonly gone: BinChoice }
  /** Nothing was deleted: rows may be missing, or an answer has just started. */
  | { readonly status: 'not-now' }

export async function deleteForGood(parts: DeletionParts, choice: BinChoice): Promise<DeletionOutcome> {
  const { client, data, listAttached, withCopies } = parts
  // If rows are missing, a file in use could look unused.
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

/** Finishes deletions that an earlier page started. Returns what they deleted. */
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

/** Deletes the rows, then the files. Undefined if the rows' deletion isn't archived yet: the next start finishes it. */
async function carryOut({ client, data, listAttached, now }: DeletionParts, plan: BinPlan): Promise<Freed | undefined> {
  const needed = await data.bin.remove(plan, { hashes: plan.hashes, attached: listAttached(), now: now() })
  if (!(await data.isArchived())) return undefined
  return client.request('bin.finish', { id: plan.id, needed })
}

function hasEnded({ state }: Run): boolean {
  return isTerminal(state) && !(state.status === 'failed' && state.failure.again)
}
