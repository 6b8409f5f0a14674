/** What the chat store is built from, and what its files share. */
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
  /** Called with the first read or write, not earlier. Rejects with a `DataError`; it's then called again later. */
  readonly openData: JournalParts['openData']
  readonly now: () => number
  readonly createId: <Id extends ChatId | MessageId>() => Id
  readonly session: SessionKeeper
  readonly schedule: Schedule
  /** Finds models, including what their servers list. Absent: only built-in facts are used. */
  readonly findModel?: ModelFinder
  /** Whether the window has the user's attention. */
  readonly isInFocus: () => boolean
  /** Why these can't be sent in a chat of this project, as far as the page knows, and for which model. Main decides. */
  readonly findRefusal: (requests: readonly PricedRequest[], project: ChatId | undefined) => Refusal | undefined
  /** Calls `go` immediately, or with the confirmed amounts once the user has agreed to the cost, or never. */
  readonly askFirst: (requests: readonly PricedRequest[], go: (confirmedCosts?: readonly MicroUsd[]) => void) => void
  /** Returns an unsent prompt to where it was typed. `from`: the chat that showed it until now. */
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
  /** Reports why the database is unusable; undefined when it works (again). */
  report(problem: DataProblem | undefined): void
}

/**
 * Timestamps that are unique and only increase: the order of versions must not depend on changes to the system clock.
 */
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

  /** Makes all later timestamps greater than this one. */
  see(at: number): void {
    this.#last = Math.max(this.#last, at)
  }
}
