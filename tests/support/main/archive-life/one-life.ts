/**
 * For `archive-kill.test.ts` only: what the killed process does to the archive, and what the archive must contain
 * afterwards.
 */
import type { ArchiveChange } from '@shared/archive'
import { Archive } from '../../../../src/main/archive/archive'

/** One chat and three messages per step. Each step also changes rows of the previous one. */
export function createChanges(step: number): readonly ArchiveChange[] {
  const aMessage = (index: number): ArchiveChange => ({
    table: 'messages',
    key: `m${(step + index) % 5}`,
    sequence: step * 3 + index + 1,
    schema: 2,
    row: { id: `m${(step + index) % 5}`, text: `step ${step} `.repeat(30) },
  })
  const chat: ArchiveChange = {
    table: 'chats',
    key: `c${step % 2}`,
    sequence: step + 1,
    schema: 2,
    row: { id: `c${step % 2}`, title: `step ${step}` },
  }
  return [chat, aMessage(0), aMessage(1), aMessage(2)]
}

export const STEPS = 6

export async function live(folder: string, acknowledge: (step: number) => void): Promise<void> {
  const archive = new Archive({ folder, createIdentity: () => 'the only one', now: Date.now, report: () => undefined })
  for (let step = 0; step < STEPS; step += 1) {
    await archive.append(createChanges(step))
    acknowledge(step)
    if (step === 1 || step === 4) await archive.compact()
    // Compacts and appends at the same time: the append starts a new log.
    if (step === 2) await Promise.all([archive.compact(), archive.append(createChanges(step))])
  }
}
