/**
 * The attached images whose files are known to be missing. A message with one isn't sent, since main would refuse it. Files
 * are only checked after something failed because one was missing, so other files can be missing, too.
 */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ObjectHash } from '@shared/ids'
import type { InputImage } from '@shared/request'

export interface MissingProblem {
  readonly code: 'input-missing'
  /** Where they are in the list, in order. */
  readonly indexes: readonly number[]
}

const store = createStore<{ readonly gone: ReadonlySet<ObjectHash> }>()(() => ({ gone: new Set() }))

export function noteMissing(hashes: readonly ObjectHash[]): void {
  store.setState(({ gone }) => ({ gone: new Set([...gone, ...hashes]) }))
}

/** Call when it was attached or downloaded again. */
export function noteFound(hash: ObjectHash): void {
  const { gone } = store.getState()
  if (gone.has(hash)) store.setState({ gone: new Set([...gone].filter((other) => other !== hash)) })
}

export function useIsMissing(hash: ObjectHash): boolean {
  return useStore(store, ({ gone }) => gone.has(hash))
}

/** Which of these images are known to be missing. */
export function useMissingProblem(inputs: readonly InputImage[]): MissingProblem | undefined {
  const gone = useStore(store, (state) => state.gone)
  return useMemo(() => {
    const indexes = inputs.flatMap(({ hash }, index) => (gone.has(hash) ? [index] : []))
    return indexes.length === 0 ? undefined : { code: 'input-missing', indexes }
  }, [inputs, gone])
}
