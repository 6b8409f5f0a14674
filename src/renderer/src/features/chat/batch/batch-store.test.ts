import { expect, test } from 'vitest'
import type { Batch, BatchProgress } from '@shared/batch/batch'
import type { BatchId, ChatId, MessageId } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { createClient } from '@/bridge/client'
import { FakeBridge } from '../../../../../../tests/support/page/fake-bridge'
import { createBatchStore } from './batch-store'
import { findVisibleRows } from './use-visible-rows'

const chatId = 'chat' as ChatId
const id = 'batch' as BatchId

function aProgress(revision: number): BatchProgress {
  return { id, chatId, revision, state: { status: 'running' }, tail: null, cells: [{ runId: 'run' as MessageId }] }
}

const batch: Batch = {
  plan: {
    id,
    chatId,
    chatTitle: 'Batch: a pear',
    template: 'a pear',
    createdAt: 1,
    cells: [
      { text: 'a pear', model: 'demo:image', options: DEFAULT_IMAGE_OPTIONS, questionId: 'question' as MessageId },
    ],
  },
  progress: aProgress(2),
}

test('what main says of a batch replaces what is older, in whatever order it comes', async () => {
  const bridge = new FakeBridge()
  bridge.answer('batches.list', () => [aProgress(3)])
  bridge.answer('batches.read', () => batch)
  const store = createBatchStore(createClient(bridge))
  bridge.emit('batch.changed', aProgress(5))
  await store.readPlan(id)
  expect(store.getState().progress.get(chatId)?.revision).toBe(5)
  expect(store.getState().plans.get(id)).toEqual(batch.plan)
})

test('a plan is asked for once, and again where that failed', async () => {
  const bridge = new FakeBridge()
  let asked = 0
  bridge.answer('batches.read', () => {
    asked += 1
    if (asked === 1) throw new Error('it cannot be read')
    return batch
  })
  const store = createBatchStore(createClient(bridge))
  await expect(store.readPlan(id)).rejects.toThrow()
  await Promise.all([store.readPlan(id), store.readPlan(id)])
  await store.readPlan(id)
  expect(asked).toBe(2)
})

test('of very many rows those in view and some around them are drawn', () => {
  const rows = { top: 40, rowHeight: 32, count: 500 }
  expect(findVisibleRows({ scrollTop: 0, clientHeight: 320 }, rows)).toEqual({ first: 0, end: 16 })
  const middle = findVisibleRows({ scrollTop: 8_000, clientHeight: 320 }, rows)
  expect(middle.first * 32 + 40).toBeLessThan(8_000)
  expect(middle.end * 32 + 40).toBeGreaterThan(8_320)
  expect(middle.end - middle.first).toBeLessThan(40)
  expect(findVisibleRows({ scrollTop: 1e6, clientHeight: 320 }, rows)).toEqual({ first: 500, end: 500 })
})
