/** Connects the bin to the chats on screen. */
import type { AttachmentId } from '@shared/ids'
import type { Client } from '@/bridge/client'
import {
  deleteForGood,
  finishDeletions,
  type DeletionOutcome,
  type DeletionParts,
} from '@/features/bin/delete-for-good'
import { findDueTime } from '@/features/bin/bin-days'
import { removeImages } from '@/features/chat/remove-images'
import { markDeleted } from '@/features/chat/mark-deleted'
import type { ChatStore } from '@/features/chat/store'
import type { BinChoice } from '@/data/bin/purge'
import { tellImagesChanged } from '@/lib/image-changes'
import { dismissAbout } from '@/ui/notices'

export interface BinActions {
  /** Deletes permanently. */
  readonly remove: (choice: BinChoice) => Promise<DeletionOutcome>
  readonly restore: (choice: BinChoice) => Promise<void>
}

export function createBinActions(client: Client, chat: ChatStore): BinActions {
  return {
    async remove(choice) {
      const outcome = await deleteForGood(await createParts(client, chat), choice)
      if (outcome.status !== 'not-now') forget(chat, outcome.gone)
      return outcome
    },
    async restore(choice) {
      const data = await chat.data()
      await data.bin.restore(choice)
      chat.noteRestored(choice.chats)
      markDeleted(chat, choice.images, false)
      // Undo would restore it a second time.
      dismissAbout('deletion')
      tellImagesChanged(choice.chats)
    },
  }
}

/**
 * Finishes deletions that a kill interrupted, then deletes what has been in the bin for 30 days. Called some time after
 * the start. Returns false if it couldn't finish and should be retried.
 */
export async function tidyBin(client: Client, chat: ChatStore, now: () => number = Date.now): Promise<boolean> {
  const parts = await createParts(client, chat)
  forget(chat, await finishDeletions(parts))
  if ((await client.request('bin.read')).unfinished.length > 0) return false
  const { bin } = parts.data
  const due = await bin.choose(findDueTime(await bin.countsFrom(now()), now()))
  if (due.chats.length + due.images.length === 0) return true
  const outcome = await deleteForGood(parts, due)
  if (outcome.status !== 'not-now') forget(chat, outcome.gone)
  return outcome.status === 'deleted'
}

function forget(chat: ChatStore, { chats, images }: BinChoice): void {
  if (chats.length + images.length === 0) return
  chat.notePurged(chats)
  removeImages(chat, images)
  dismissAbout('deletion')
  tellImagesChanged(chats)
}

async function createParts(client: Client, chat: ChatStore): Promise<DeletionParts> {
  // After this, the rows include the most recent deletions.
  await chat.settled()
  const { settings } = await client.request('settings.read')
  return {
    client,
    data: await chat.data(),
    listAttached: () => listAttached(chat),
    now: Date.now,
    withCopies: settings.deleteBlobCopies,
  }
}

function listAttached(chat: ChatStore): ReadonlySet<AttachmentId> {
  const attached = Object.values(chat.getState().attached).flat()
  return new Set(
    attached.flatMap(({ attachmentId, madeFrom }) => [attachmentId, ...(madeFrom ? [madeFrom.attachmentId] : [])]),
  )
}
