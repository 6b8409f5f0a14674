/** For `bin-kill.test.ts` only: what the killed process deletes, and what must be left afterwards. */
import { join } from 'node:path'
import type { ArchiveChange } from '@shared/archive'
import type { BinPlan } from '@shared/bin'
import type { AttachmentId, ChatId, ObjectHash, RunId } from '@shared/ids'
import { samplePng, sampleLossyWebp } from '../sample-images'
import { Archive } from '../../../../src/main/archive/archive'
import { ObjectStore } from '../../../../src/main/objects/object-store'
import { Thumbnails } from '../../../../src/main/objects/thumbnails'
import { RunStore } from '../../../../src/main/runs/run-store'
import { Spool } from '../../../../src/main/runs/spool'
import { Bin } from '../../../../src/main/bin/bin'

const SECRET = 'a letter that is burned'
export const RUN = '11111111-1111-4111-8111-111111111111' as RunId

function aRow(key: string, sequence: number, row: ArchiveChange['row']): ArchiveChange {
  return { table: 'messages', key, sequence, schema: 5, row }
}

export interface Profile {
  readonly bin: Bin
  readonly archive: Archive
  readonly objects: ObjectStore
  readonly thumbnails: Thumbnails
  /** Addresses that were deleted at the store. */
  readonly removed: string[]
}

/** Opens the profile as a start does, which finishes what an earlier session left. */
export async function openProfile(folder: string): Promise<Profile> {
  const objects = new ObjectStore({ directory: join(folder, 'objects') })
  const thumbnails = new Thumbnails({
    directory: join(folder, 'thumbnails'),
    objects: join(folder, 'objects'),
    startedAt: Date.now(),
  })
  const report = (): void => undefined
  const archive = new Archive({ folder: join(folder, 'archive'), createIdentity: () => 'one', now: Date.now, report })
  const store = new RunStore(join(folder, 'runs'))
  const spool = new Spool(join(folder, 'spool'))
  const removed: string[] = []
  const bin = new Bin({
    directory: join(folder, 'bin'),
    objects,
    thumbnails,
    runs: {
      canDrop: async () => true,
      drop: async ([id]) => {
        if (!id) return 0
        await store.remove(id)
        return spool.removeAll(id)
      },
      listHeldImages: () => new Set(),
    },
    dropBatches: async () => undefined,
    dropUploads: async () => [],
    compactArchive: () => archive.compact(),
    blob: { remove: async (_account, copy) => void removed.push(copy) },
    blobAccount: () => ({ token: 'a token', access: 'public' }),
    report,
  })
  await bin.open()
  await bin.resume()
  return { bin, archive, objects, thumbnails, removed }
}

export interface Filled {
  readonly gone: ObjectHash
  readonly kept: ObjectHash
  readonly plan: BinPlan
}

/** Two images with thumbnails, two rows, and the provider's answer that one image came from. */
export async function fillProfile(folder: string): Promise<Filled> {
  const { archive, objects, thumbnails } = await openProfile(folder)
  const { hash: gone } = await objects.put(samplePng)
  const { hash: kept } = await objects.put(sampleLossyWebp)
  for (const hash of [gone, kept]) await thumbnails.put(hash, 320, sampleLossyWebp)
  await archive.append([aRow('gone', 1, { text: SECRET }), aRow('kept', 2, { text: 'a list' })])
  await archive.compact()
  const file = await new Spool(join(folder, 'spool')).open(RUN, 1)
  await file.append(Buffer.from(SECRET))
  await file.close()
  return { gone, kept, plan: createPlan(gone) }
}

export function createPlan(gone: ObjectHash): BinPlan {
  return {
    id: '22222222-2222-4222-8222-222222222222',
    chats: ['c' as ChatId],
    images: ['a:0' as AttachmentId],
    runs: [RUN],
    hashes: [gone],
    copies: ['https://store.public.blob.vercel-storage.com/a.png'],
  }
}

/** What the page does, from choice to end. In between it deletes its rows, so the archive is notified. */
export async function deleteForGood({ bin, archive }: Profile, plan: BinPlan): Promise<void> {
  if (await bin.begin(plan)) await finishDeletion({ bin, archive }, plan)
}

export async function finishDeletion({ bin, archive }: Pick<Profile, 'bin' | 'archive'>, plan: BinPlan): Promise<void> {
  await archive.append([aRow('gone', 3, null)])
  await bin.finish(plan.id, [])
  await bin.retryCopies()
}

export { SECRET }
