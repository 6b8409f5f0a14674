/** What was spent, one line per settled run, append-only. */
import type { Charge } from '@shared/failure'
import type { RunId } from '@shared/ids'
import type { MicroUsd, Usage } from '@shared/pricing'
import { z } from 'zod'
import { Journal } from '../files/journal'

export interface LedgerEntry {
  readonly runId: RunId
  /** When the run was settled, milliseconds since the epoch. */
  readonly at: number
  readonly model: string
  readonly kind: 'image' | 'text'
  readonly charge: Charge
  /** Absent: unknown. */
  readonly cost?: MicroUsd
  readonly usage?: Usage
}

const tokens = z.number().nonnegative()
const entrySchema = z.object({
  runId: z.string(),
  at: z.number(),
  model: z.string(),
  kind: z.enum(['image', 'text']),
  charge: z.enum(['none', 'charged', 'unknown']),
  cost: z.number().nonnegative().optional(),
  usage: z.object({ textIn: tokens, imageIn: tokens, imageOut: tokens, textOut: tokens }).optional(),
})

export class Ledger {
  readonly #journal: Journal<LedgerEntry>
  readonly #known: Map<RunId, LedgerEntry>
  /** Lines that could not be read; each cost one entry, no more. */
  readonly damaged: number

  private constructor(journal: Journal<LedgerEntry>, known: Map<RunId, LedgerEntry>, damaged: number) {
    this.#journal = journal
    this.#known = known
    this.damaged = damaged
  }

  static async open(path: string): Promise<Ledger> {
    const journal = await Journal.open(path, (value) => entrySchema.parse(value) as LedgerEntry)
    const { entries, damaged } = await journal.read()
    return new Ledger(journal, new Map(entries.map((entry) => [entry.runId, entry])), damaged)
  }

  /**
   * Durable when it resolves. The same run is entered once; only an answer that arrived after it had been written off
   * is entered again, and counts instead of the first.
   */
  async record(entry: LedgerEntry): Promise<void> {
    const known = this.#known.get(entry.runId)
    if (known && known.charge === entry.charge && known.cost === entry.cost) return
    this.#known.set(entry.runId, entry)
    try {
      await this.#journal.append(entry)
    } catch (error) {
      if (known) this.#known.set(entry.runId, known)
      else this.#known.delete(entry.runId)
      throw error
    }
  }

  /** In the order in which the runs were first entered. */
  entries(): readonly LedgerEntry[] {
    return [...this.#known.values()]
  }
}
