import type { ObjectHash } from '@shared/ids'
import { noteMaskVerdict } from './judged-masks'
import { runMaskJob } from './mask-jobs'
import type { Coverage } from './mask-pixels'

/** Masks that are being read. Several parts of the page may request the same one. */
const reading = new Map<ObjectHash, Promise<Coverage | undefined>>()

/** Reads a mask file and notes the verdict. Returns how much of it is transparent, or undefined if it's unreadable. */
export function judgeMask(hash: ObjectHash): Promise<Coverage | undefined> {
  const known = reading.get(hash)
  if (known) return known
  const judging = read(hash).finally(() => reading.delete(hash))
  reading.set(hash, judging)
  return judging
}

async function read(mask: ObjectHash): Promise<Coverage | undefined> {
  const inspected = await runMaskJob({ type: 'inspect', mask }).catch(() => undefined)
  const coverage = inspected?.type === 'inspected' ? inspected.coverage : undefined
  noteMaskVerdict(mask, coverage === 'none' ? 'mask-opaque' : coverage === 'all' ? 'mask-transparent' : 'passed')
  return coverage
}
