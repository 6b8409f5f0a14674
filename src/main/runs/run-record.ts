/** What main stores of a run: the snapshot that the page sees, and what only main needs. */
import type { Run } from '@shared/run'
import { z } from 'zod'

/**
 * How far the provider's call got. `unsent` means that no byte has left, so nothing can have been billed. It changes to
 * `sent` on the disk before the first byte may leave.
 */
export type CallPhase = 'unsent' | 'sent' | 'answered'

export interface RunRecord {
  readonly version: 1
  readonly run: Run
  readonly phase: CallPhase
  /** The number of the run's newest call, from 1. It's part of the spool file's name. */
  readonly attempt: number
  /** The highest revision that the page has recorded durably. 0 before it has recorded any. */
  readonly acknowledged: number
  /** Origins that the user agreed to fetch this run's images from. */
  readonly allowed?: readonly string[]
}

/*
 * Checks only the outer fields. The inside is trusted, because only Easel writes records, replaces them whole, and
 * keeps them for minutes. The store sets aside a record that doesn't even pass this check.
 */
const frame = z.looseObject({
  version: z.literal(1),
  phase: z.enum(['unsent', 'sent', 'answered']),
  attempt: z.number().int().positive(),
  acknowledged: z.number(),
  allowed: z.array(z.string()).optional(),
  run: z.looseObject({
    id: z.string(),
    revision: z.number(),
    createdAt: z.number(),
    place: z.looseObject({ chatId: z.string(), question: z.looseObject({ id: z.string() }) }),
    request: z.looseObject({ kind: z.enum(['image', 'text']), model: z.string() }),
    state: z.looseObject({ status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']) }),
  }),
})

/** Throws when the text isn't a record. */
export function parseRunRecord(text: string): RunRecord {
  return frame.parse(JSON.parse(text)) as unknown as RunRecord
}
