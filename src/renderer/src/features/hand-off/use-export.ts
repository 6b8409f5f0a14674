import { useEffect, useRef, useState } from 'react'
import type { HandOffOrder, HandOffOutcome, HandOffProgress } from '@shared/hand-off/order'
import { useClient } from '@/bridge/use-client'

export type Stage =
  /** `outcome`: how the last export ended, unless it succeeded. */
  | { readonly kind: 'choosing'; readonly outcome?: Exclude<HandOffOutcome, { readonly status: 'done' }> }
  | { readonly kind: 'working'; readonly progress: Pick<HandOffProgress, 'done' | 'of'>; readonly isStopping: boolean }

export interface Export {
  readonly stage: Stage
  readonly start: (createOrder: (id: string) => Promise<HandOffOrder>) => void
  readonly stop: () => void
}

/** Runs one export at a time, while the dialog is open; closing it stops the export. */
export function useExport(
  count: number,
  onDone: (outcome: Extract<HandOffOutcome, { readonly status: 'done' }>) => void,
  onFailed: (error: unknown) => void,
): Export {
  const client = useClient()
  const [stage, setStage] = useState<Stage>({ kind: 'choosing' })
  const running = useRef<string>(undefined)
  useEffect(
    () =>
      client.on('handOff.progressed', ({ id, done, of }) => {
        if (id !== running.current) return
        setStage((was) => (was.kind === 'working' ? { ...was, progress: { done, of } } : was))
      }),
    [client],
  )
  const stop = (): void => {
    if (running.current === undefined) return
    setStage((was) => (was.kind === 'working' ? { ...was, isStopping: true } : was))
    void client.request('handOff.stop', running.current).catch(onFailed)
  }
  const start = (createOrder: (id: string) => Promise<HandOffOrder>): void => {
    const id = crypto.randomUUID()
    running.current = id
    setStage({ kind: 'working', progress: { done: 0, of: count }, isStopping: false })
    void createOrder(id)
      .then((order) => client.request('handOff.start', order))
      .then((outcome) => {
        if (outcome?.status === 'done') onDone(outcome)
        else setStage({ kind: 'choosing', ...(outcome && { outcome }) })
      })
      .catch((error: unknown) => {
        setStage({ kind: 'choosing' })
        onFailed(error)
      })
      .finally(() => (running.current = undefined))
  }
  return { stage, start, stop }
}
