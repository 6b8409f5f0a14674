import type { ObjectHash } from '@shared/ids'
import type { Client } from '@/bridge/client'
import { noteFound } from '@/images/missing-images'

export interface VerifyOutcome {
  readonly checked: number
  /** Damaged and restored from the user's Blob store. */
  readonly restored: number
  /** Damaged, with no intact copy. */
  readonly lost: number
}

/** Returns the addresses of uploaded copies. */
export type CopiesOf = (hashes: readonly ObjectHash[]) => Promise<ReadonlyMap<ObjectHash, string>>

/** Compares every image with the hash in its name, and restores damaged ones. */
export async function verifyImages(client: Client, findCopies: CopiesOf): Promise<VerifyOutcome> {
  const { checked, damaged } = await client.request('storage.verify', undefined)
  const copies = damaged.length > 0 ? await findCopies(damaged) : new Map<ObjectHash, string>()
  let restored = 0
  for (const [hash, url] of copies) {
    if (!(await client.request('storage.restore', { hash, url }))) continue
    restored += 1
    noteFound(hash)
  }
  return { checked, restored, lost: damaged.length - restored }
}
