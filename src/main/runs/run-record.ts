/** What main keeps on disk of one run: the snapshot that the page sees, and what only main needs to know. */
import type { Run } from '@shared/run'
import { z } from 'zod'

/**
 * How far the provider's call has got. `unsent` means that not one byte has left, so nothing can have been billed; it
 * is turned into `sent` on disk before the first byte may leave.
 */
export type CallPhase = 'unsent' | 'sent' | 'answered'

export interface RunRecord {
  readonly version: 1
  readonly run: Run
  readonly phase: CallPhase
  /** Number of the newest call for this run, from 1; it names the spool file. */
  readonly attempt: number
  /** The highest revision that the page has recorded for good; 0 before it has recorded any. */
  readonly acknowledged: number
}

/*
 * The frame is checked, the inside is trusted: records are written by us alone, replaced whole, and live for minutes.
 * A record that does not even fit the frame is set aside by the store.
 */
const frame = z.looseObject({
  version: z.literal(1),
  phase: z.enum(['unsent', 'sent', 'answered']),
  attempt: z.number().int().positive(),
  acknowledged: z.number(),
  run: z.looseObject({
    id: z.string(),
    revision: z.number(),
    createdAt: z.number(),
    place: z.looseObject({ chatId: z.string(), question: z.looseObject({ id: z.string() }) }),
    request: z.looseObject({ kind: z.enum(['image', 'text']), model: z.string() }),
    state: z.looseObject({ status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']) }),
  }),
})

/** Throws when the text is no record. */
export function parseRunRecord(text: string): RunRecord {
  return frame.parse(JSON.parse(text)) as unknown as RunRecord
}
