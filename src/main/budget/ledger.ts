/** What was spent, one line per settled run, append-only. */
import type { ChatId, RunId } from '@shared/ids'
import type { Period, Spending } from '@shared/spending'
import { z } from 'zod'
import { Journal } from '../files/journal'

const tokens = z.number().nonnegative()
const entrySchema = z.object({
  runId: z.string(),
  chatId: z.string().optional(),
  at: z.number(),
  model: z.string(),
  kind: z.enum(['image', 'text']),
  outcome: z.enum(['done', 'failed', 'cancelled']).optional(),
  images: z.number().int().positive().optional(),
  charge: z.enum(['none', 'charged', 'unknown']),
  cost: z.number().nonnegative().optional(),
  atMost: z.number().nonnegative().optional(),
  usage: z
    .object({
      textIn: tokens,
      imageIn: tokens,
      imageOut: tokens,
      textOut: tokens,
      previews: tokens.optional(),
      counts: tokens.optional(),
    })
    .optional(),
})

export class Ledger {
  readonly #journal: Journal<Spending>
  readonly #known: Map<RunId, Spending>
  /** Lines that could not be read; each cost one entry, no more. */
  readonly damaged: number

  private constructor(journal: Journal<Spending>, known: Map<RunId, Spending>, damaged: number) {
    this.#journal = journal
    this.#known = known
    this.damaged = damaged
  }

  static async open(path: string): Promise<Ledger> {
    const journal = await Journal.open(path, (value) => entrySchema.parse(value) as Spending)
    const { entries, damaged } = await journal.read()
    return new Ledger(journal, new Map(entries.map((entry) => [entry.runId, entry])), damaged)
  }

  /**
   * Durable when it resolves. The same run is entered once; only an answer that arrived after it had been written off
   * is entered again, and counts instead of the first.
   */
  async record(entry: Spending): Promise<void> {
    const known = this.#known.get(entry.runId)
    if (known && isSame(known, entry)) return
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
  entries(): readonly Spending[] {
    return [...this.#known.values()]
  }

  /** What was settled in this period, in the order in which the runs were first entered. */
  within({ from, to }: Period): readonly Spending[] {
    return this.entries().filter(({ at }) => at >= from && at < to)
  }

  /** In the same order. Runs of an older Easel's belong to no chat. */
  ofChat(id: ChatId): readonly Spending[] {
    return this.entries().filter(({ chatId }) => chatId === id)
  }
}

/** The moment of settling may differ: it is not what the entry says about the money. */
function isSame(one: Spending, other: Spending): boolean {
  return one.charge === other.charge && one.cost === other.cost && one.outcome === other.outcome
}
