import { expect, test } from 'vitest'
import type { Run } from '@shared/run'
import { Activity } from './activity'

const aRun = (id: string, status: string): Run => ({ id, state: { status } }) as unknown as Run

test('answers are counted while they are made, and each end is told once', () => {
  const counts: number[] = []
  const ended: string[] = []
  const activity = new Activity({ onCount: (count) => counts.push(count), onEnded: ({ id }) => ended.push(id) })
  for (const run of [
    aRun('old', 'done'), // settled at the start: no client waits for it
    aRun('a', 'queued'),
    aRun('a', 'running'),
    aRun('b', 'running'),
    aRun('a', 'done'),
    aRun('a', 'done'), // its upload made progress
    aRun('b', 'failed'),
  ])
    activity.runChanged(run)
  expect(counts).toEqual([1, 2, 1, 0])
  expect(ended).toEqual(['a', 'b'])
})
