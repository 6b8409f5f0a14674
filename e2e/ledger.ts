/** Ledger entries of earlier sessions, because tests can't make time pass. */
import { randomUUID } from 'node:crypto'
import { appendFile } from 'node:fs/promises'
import type { ChatId, RunId } from '../src/shared/ids'
import type { Spending } from '../src/shared/spending'
import { checkedLine } from './checked-line'
import type { Profile } from './profile'

/** A paid image. Tests set the amount and the time. */
export function aSpending(facts: Partial<Spending>): Spending {
  return {
    runId: randomUUID() as RunId,
    chatId: randomUUID() as ChatId,
    at: 0,
    model: 'openai:gpt-image-2.5-flare',
    kind: 'image',
    outcome: 'done',
    images: 1,
    charge: 'charged',
    ...facts,
  }
}

export async function enterSpendings(profile: Profile, entries: readonly Spending[]): Promise<void> {
  await appendFile(profile.path('ledger.log'), entries.map(checkedLine).join(''))
}
