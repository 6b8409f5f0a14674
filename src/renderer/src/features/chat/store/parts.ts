/** What the chat store is made of, and what its files hand each other. */
import type { StoreApi } from 'zustand/vanilla'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import type { ChatId, MessageId } from '@shared/ids'
import type { MicroUsd } from '@shared/pricing'
import type { InputImage } from '@shared/request'
import type { PricedRequest } from '@shared/request-cost'
import type { Client } from '@/bridge/client'
import type { DataProblem } from '@/data/problem'
import type { SessionKeeper } from '@/lib/session-keeper'
import type { ChatKeeper } from '../chat-keeper'
import type { Drafts } from '../drafts'
import type { Journal, JournalParts } from '../journal'
import type { ChatState, Refusal } from '../model'
import type { ProjectKeeper } from '../projects/project-keeper'
import type { RunSync } from '../run-sync'
import type { Schedule } from '../schedule'
import type { TextFeed } from '../text-feed'

export interface UnsentPrompt {
  readonly text: string
  readonly images: readonly InputImage[]
}

export interface ChatStoreParts {
  readonly client: Client
  /** Called with the first write or read, not before. Rejects with a `DataError`; it is then called again later. */
  readonly openData: JournalParts['openData']
  readonly now: () => number
  readonly createId: <Id extends ChatId | MessageId>() => Id
  readonly session: SessionKeeper
  readonly schedule: Schedule
  /** Finds models with what their servers list of them. Absent: with what is known of them anyway. */
  readonly findModel?: ModelFinder
  /** Whether the window has the user's attention. */
  readonly isInFocus: () => boolean
  /** Why these cannot be sent together, in a chat of this project, as far as the page knows, and which model is meant; main has the last word. */
  readonly findRefusal: (requests: readonly PricedRequest[], project: ChatId | undefined) => Refusal | undefined
  /** Calls `go` at once, or when the user has agreed to the sum, with the amount of each, or never. */
  readonly askFirst: (requests: readonly PricedRequest[], go: (confirmedCosts?: readonly MicroUsd[]) => void) => void
  /** Puts a prompt that was not sent back where it was typed. `from`: the chat it was shown in until now. */
  readonly returnPrompt: (prompt: UnsentPrompt, to: ChatId | null, from: ChatId) => void
}

export interface StoreContext {
  readonly parts: ChatStoreParts
  readonly store: StoreApi<ChatState>
  readonly journal: Journal
  readonly keeper: ChatKeeper
  readonly projects: ProjectKeeper
  readonly sync: RunSync
  readonly feed: TextFeed
  readonly drafts: Drafts
  readonly times: Times
  /** Says why the database is unusable, and undefined when it works (again). */
  report(problem: DataProblem | undefined): void
}

/** Moments that are never twice the same and never go back: the order of versions must not depend on the clock being set. */
export class Times {
  readonly #now: () => number
  #last = 0

  constructor(now: () => number) {
    this.#now = now
  }

  next(): number {
    this.#last = Math.max(this.#now(), this.#last + 1)
    return this.#last
  }

  /** Nothing that comes now may be earlier. */
  see(at: number): void {
    this.#last = Math.max(this.#last, at)
  }
}
