/** The page's copy of main's batches: the progress of each, and the plans that were viewed. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { Batch, BatchDraft, BatchPlan, BatchProgress, BatchWish } from '@shared/batch/batch'
import type { BatchId, ChatId } from '@shared/ids'
import type { Client } from '@/bridge/client'
import { useClient } from '@/bridge/use-client'

export interface BatchState {
  /** By the chat of the batch. */
  readonly progress: ReadonlyMap<ChatId, BatchProgress>
  readonly plans: ReadonlyMap<BatchId, BatchPlan>
}

export interface BatchStore extends StoreApi<BatchState> {
  /** Rejects if main refuses it; then nothing was started. */
  start(draft: BatchDraft): Promise<Batch>
  change(id: BatchId, wish: BatchWish): Promise<void>
  /** Makes cells again, by their positions in the plan. */
  retry(id: BatchId, cells: readonly number[]): Promise<void>
  /** Reads what a batch makes, unless it's known. */
  readPlan(id: BatchId): Promise<void>
}

const stores = new WeakMap<Client, BatchStore>()

/** One store per page. Follows main from the first call on. */
export function getBatchStore(client: Client): BatchStore {
  const known = stores.get(client)
  if (known) return known
  const store = createBatchStore(client)
  stores.set(client, store)
  return store
}

export function createBatchStore(client: Client): BatchStore {
  const store = createStore<BatchState>()(() => ({ progress: new Map(), plans: new Map() }))
  const { setState, getState } = store
  const reading = new Map<BatchId, Promise<void>>()

  function receive(progress: BatchProgress | null): void {
    if (!progress) return
    setState((state) => {
      const known = state.progress.get(progress.chatId)
      if (known && known.revision >= progress.revision) return state
      return { progress: new Map(state.progress).set(progress.chatId, progress) }
    })
  }

  function receivePlan(plan: BatchPlan): void {
    setState(({ plans }) => ({ plans: new Map(plans).set(plan.id, plan) }))
  }

  async function read(id: BatchId): Promise<void> {
    const batch = await client.request('batches.read', id)
    if (!batch) return
    receivePlan(batch.plan)
    receive(batch.progress)
  }

  client.on('batch.changed', receive)
  client
    .request('batches.list')
    .then((list) => list.forEach(receive))
    .catch(() => undefined)

  return {
    ...store,
    async start(draft) {
      const batch = await client.request('batches.start', draft)
      receivePlan(batch.plan)
      receive(batch.progress)
      return batch
    },
    change: async (id, wish) => receive(await client.request('batches.change', { id, wish })),
    retry: async (id, cells) => receive(await client.request('batches.retry', { id, cells })),
    async readPlan(id) {
      if (getState().plans.has(id)) return
      const begun = reading.get(id) ?? read(id).finally(() => reading.delete(id))
      reading.set(id, begun)
      await begun
    },
  }
}

export function useBatchStore(): BatchStore {
  return getBatchStore(useClient())
}

/** The batch of a chat; undefined for most chats. */
export function useBatch(chatId: ChatId | null): BatchProgress | undefined {
  return useStore(useBatchStore(), ({ progress }) => (chatId ? progress.get(chatId) : undefined))
}

export function useBatchPlan(id: BatchId | undefined): BatchPlan | undefined {
  return useStore(useBatchStore(), ({ plans }) => (id ? plans.get(id) : undefined))
}
