import type { ObjectHash } from '@shared/ids'
import type { Client } from '@/bridge/client'

export interface VerifyOutcome {
  readonly checked: number
  /** Found damaged and fetched again from the user's Blob store. */
  readonly restored: number
  /** Found damaged, and no sound copy is to be had. */
  readonly lost: number
}

/** Finds the addresses of uploaded copies. */
export type CopiesOf = (hashes: readonly ObjectHash[]) => Promise<ReadonlyMap<ObjectHash, string>>

/** Has every image read and compared with its name, and fetches back what has gone bad. */
export async function verifyImages(client: Client, findCopies: CopiesOf): Promise<VerifyOutcome> {
  const { checked, damaged } = await client.request('storage.verify', undefined)
  const copies = damaged.length > 0 ? await findCopies(damaged) : new Map<ObjectHash, string>()
  let restored = 0
  for (const [hash, url] of copies) {
    if (await client.request('storage.restore', { hash, url })) restored += 1
  }
  return { checked, restored, lost: damaged.length - restored }
}
