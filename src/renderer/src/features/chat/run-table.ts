/** What the page knows about each run, by id. Each entry is one state (`run-entry.ts`). */
import type { ChatId, MessageId, RunId } from '@shared/ids'
import { withRun } from './apply-run'
import type { Exchange } from './mapping'
import { getExchange, type RunEntry } from './run-entry'
import type { Messages } from './tree'

export class RunTable {
  readonly #entries = new Map<RunId, RunEntry>()

  get(id: RunId): RunEntry | undefined {
    return this.#entries.get(id)
  }

  set(id: RunId, entry: RunEntry): void {
    this.#entries.set(id, entry)
  }

  /** A request that main hasn't answered yet, in its current state. */
  getAsked(id: MessageId): Exchange | undefined {
    const entry = this.#entries.get(id)
    return entry?.stage === 'asked' ? entry.asked.exchange : undefined
  }

  /** Whether main still has to answer any request of this chat. */
  isAsking(chatId: ChatId): boolean {
    return [...this.#entries.values()].some(
      (entry) => entry.stage === 'asked' && entry.asked.exchange.chat.id === chatId,
    )
  }

  /** Forgets a request. Later unanswered questions are attached to the message before it. */
  withdraw({ question, answer: { id } }: Exchange): void {
    this.#entries.delete(id)
    for (const [other, entry] of this.#entries) {
      if (entry.stage !== 'asked' || entry.asked.exchange.question.parentId !== id) continue
      const moved = { ...entry.asked.exchange.question, parentId: question.parentId }
      const exchange = { ...entry.asked.exchange, question: moved }
      this.#entries.set(other, { ...entry, asked: { ...entry.asked, exchange } })
    }
  }

  /** The messages of a chat from its rows, updated with what is known about their runs. */
  overlay(chatId: ChatId, messages: Messages): Messages {
    const next = new Map(messages)
    for (const entry of this.#entries.values()) {
      const exchange = getExchange(entry)
      if (exchange?.chat.id !== chatId) continue
      const { question, answer } = exchange
      const message = next.get(answer.id)
      if (!next.has(question.id)) next.set(question.id, question)
      if (message?.role !== 'assistant') next.set(answer.id, answer)
      else if (entry.stage === 'known') next.set(answer.id, withRun(message, entry.run))
    }
    return next
  }
}
