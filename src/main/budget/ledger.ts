/** The ledger: what each settled run cost, one line per run, append-only. */
import { HELPER_PURPOSES } from '@shared/helper-call'
import type { ChatId, RunId } from '@shared/ids'
import type { Period, Spending } from '@shared/spending'
import { QUANTITY_NAMES, upgradeUsage, type FirstUsage, type Usage } from '@shared/usage'
import { z } from '../zod'
import { Journal } from '../files/journal'

const quantity = z.number().nonnegative()
const usageLine = z.object({
  what: z.enum(QUANTITY_NAMES),
  unit: z.enum(['token', 'image', 'megapixel', 'second', 'request']),
  quantity,
  counts: quantity.optional(),
})
/** As written by Easel 0.1. */
const firstUsage = z.object({
  textIn: quantity,
  imageIn: quantity,
  imageOut: quantity,
  textOut: quantity,
  previews: quantity.optional(),
  counts: quantity.optional(),
})

const entrySchema = z.object({
  runId: z.string(),
  chatId: z.string().optional(),
  projectId: z.string().optional(),
  at: z.number(),
  model: z.string(),
  kind: z.enum(['image', 'text']),
  outcome: z.enum(['done', 'failed', 'cancelled']).optional(),
  images: z.number().int().positive().optional(),
  charge: z.enum(['none', 'charged', 'unknown']),
  cost: z.number().nonnegative().optional(),
  costSource: z.enum(['reported', 'estimated']).optional(),
  costEstimate: z.number().nonnegative().optional(),
  atMost: z.number().nonnegative().optional(),
  usage: z.union([z.array(usageLine), firstUsage]).optional(),
  purpose: z.enum(HELPER_PURPOSES).optional(),
})

/** Parses a line of any version. Throws on anything else. */
export function parseEntry(value: unknown): Spending {
  const { usage: stored, ...entry } = entrySchema.parse(value)
  const usage = stored && upgradeUsage(stored as Usage | FirstUsage)
  return { ...entry, ...(usage && { usage }) } as Spending
}

export class Ledger {
  readonly #journal: Journal<Spending>
  readonly #known: Map<RunId, Spending>
  /** How many lines couldn't be read. Each loses only its own entry. */
  readonly damaged: number

  private constructor(journal: Journal<Spending>, known: Map<RunId, Spending>, damaged: number) {
    this.#journal = journal
    this.#known = known
    this.damaged = damaged
  }

  static async open(path: string): Promise<Ledger> {
    const journal = await Journal.open(path, parseEntry)
    const { entries, damaged } = await journal.read()
    return new Ledger(journal, new Map(entries.map((entry) => [entry.runId, entry])), damaged)
  }

  /**
   * Adds an entry; durable once it resolves. Each run is entered once, with two exceptions: an answer that arrived
   * after it was written off, and a cost that the provider reported later. Their entries replace the first one, which
   * stays in the file.
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

  /** Adds the entries of unknown runs in one write. Resolves with their number once they're durable. */
  async add(entries: readonly Spending[]): Promise<number> {
    const news = new Map(entries.filter(({ runId }) => !this.#known.has(runId)).map((entry) => [entry.runId, entry]))
    if (news.size === 0) return 0
    await this.#journal.appendAll([...news.values()])
    for (const [runId, entry] of news) if (!this.#known.has(runId)) this.#known.set(runId, entry)
    return news.size
  }

  /** Returns all entries, in the order in which the runs were first entered. */
  entries(): readonly Spending[] {
    return [...this.#known.values()]
  }

  /** Returns the entries settled in this period, in the same order. */
  within({ from, to }: Period): readonly Spending[] {
    return this.entries().filter(({ at }) => at >= from && at < to)
  }

  /** Returns the entries of this chat, in the same order. Entries from older versions of Easel belong to no chat. */
  ofChat(id: ChatId): readonly Spending[] {
    return this.entries().filter(({ chatId }) => chatId === id)
  }
}

/** Whether two entries differ only in the time of settlement, which doesn't affect the cost. */
function isSame(one: Spending, other: Spending): boolean {
  return (
    one.charge === other.charge &&
    one.cost === other.cost &&
    one.costSource === other.costSource &&
    one.outcome === other.outcome
  )
}
