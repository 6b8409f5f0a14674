import { useCallback, useEffect, useState } from 'react'
import type { BinState, Freed } from '@shared/bin'
import type { Client } from '@/bridge/client'
import { useClient } from '@/bridge/use-client'
import type { Data } from '@/data'
import type { BinContents } from '@/data/bin/bin-repository'
import type { BinChoice } from '@/data/bin/purge'
import { notifyFailure } from '@/ui/notices'
import type { DeletionOutcome } from './delete-for-good'

export interface BinPanelProps {
  /** The page is on screen. Nothing is read before that. */
  readonly isShown: boolean
  readonly data: () => Promise<Data>
  /** Resolves once the most recent deletions are in the rows. */
  readonly settled: () => Promise<void>
  readonly remove: (choice: BinChoice) => Promise<DeletionOutcome>
  readonly restore: (choice: BinChoice) => Promise<void>
}

export interface ShownBin extends BinContents {
  /** See `BinRepository.countsFrom`. */
  readonly since: number
  readonly readAt: number
  readonly copies: BinState['copies']
}

/** The result of the last action here. */
export type BinResult =
  | { readonly kind: 'freed'; readonly freed: Freed; readonly busy: number }
  | { readonly kind: 'restored'; readonly chats: number; readonly images: number }
  | { readonly kind: 'not-now' }
  | { readonly kind: 'later' }

export interface BinView {
  readonly bin: ShownBin | undefined
  readonly isWorking: boolean
  readonly result: BinResult | undefined
  readonly remove: (choice: BinChoice) => void
  readonly empty: () => void
  readonly restore: (choice: BinChoice) => void
  readonly restoreAll: () => void
  readonly handleCopies: (wish: 'retry' | 'keep') => void
}

const READ_AGAIN_MS = 500

export function useBin({ isShown, data, settled, remove, restore }: BinPanelProps): BinView {
  const client = useClient()
  const [bin, setBin] = useState<ShownBin>()
  const [isWorking, setIsWorking] = useState(false)
  const [result, setResult] = useState<BinResult>()
  const read = useCallback(async () => {
    await settled()
    setBin(await readBin(client, await data()))
  }, [client, data, settled])
  useEffect(() => {
    if (isShown) read().catch(notifyFailure)
  }, [isShown, read])

  // Copies are deleted in the background, so poll until that is done or has failed.
  const isDeletingCopies = bin !== undefined && bin.copies.waiting > 0 && bin.copies.problem === undefined
  useEffect(() => {
    if (!isShown || !isDeletingCopies) return
    const timer = setInterval(() => void read().catch(() => undefined), READ_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isShown, isDeletingCopies, read])

  /** Runs one action at a time. */
  const work = (action: () => Promise<BinResult | undefined>): void => {
    if (isWorking) return
    setIsWorking(true)
    setResult(undefined)
    action()
      .then(async (outcome) => {
        await read()
        setResult(outcome)
      })
      .catch(notifyFailure)
      .finally(() => setIsWorking(false))
  }
  const take = async (choice: BinChoice): Promise<BinResult> => {
    const outcome = await remove(choice)
    if (outcome.status !== 'deleted') return { kind: outcome.status }
    return { kind: 'freed', freed: outcome.freed, busy: outcome.busy }
  }
  const bringBack = async (choice: BinChoice): Promise<BinResult> => {
    await restore(choice)
    return { kind: 'restored', chats: choice.chats.length, images: choice.images.length }
  }
  return {
    bin,
    isWorking,
    result,
    remove: (choice) => work(() => take(choice)),
    empty: () => work(async () => take(await (await data()).bin.choose())),
    restore: (choice) => work(() => bringBack(choice)),
    // Includes images deleted before their chat was, which aren't listed. Leaves out chats without any message.
    restoreAll: () =>
      work(async () => {
        const { images } = await (await data()).bin.choose()
        return bringBack({ chats: bin?.chats.map(({ row }) => row.id) ?? [], images })
      }),
    handleCopies: (wish) => work(() => client.request('bin.copies', wish).then(() => undefined)),
  }
}

async function readBin(client: Client, { bin }: Data): Promise<ShownBin> {
  const readAt = Date.now()
  const [contents, since, { copies }] = await Promise.all([
    bin.list(),
    bin.countsFrom(readAt),
    client.request('bin.read', undefined),
  ])
  return { ...contents, since, readAt, copies }
}
