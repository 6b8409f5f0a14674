/**
 * What is known of masks by their files. No message is sent with one that would change nothing or everything, nor with one
 * that hasn't been read yet.
 */
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { InputFacts } from '@shared/failure'
import type { ObjectHash } from '@shared/ids'
import type { InputImage } from '@shared/request'

export interface MaskProblem {
  /** What its pixels are, all of them. */
  readonly code: 'mask-opaque' | 'mask-transparent'
  readonly input: InputFacts
}

/** `passed`: it changes a part, or can't be read here, which main finds out before anything is paid. */
export type MaskVerdict = MaskProblem['code'] | 'passed'

type JudgedMasks = Readonly<Record<ObjectHash, MaskVerdict | undefined>>

const store = createStore<JudgedMasks>()(() => ({}))

/** A file never changes, so a verdict stays valid. */
export function noteMaskVerdict(hash: ObjectHash, verdict: MaskVerdict): void {
  store.setState({ [hash]: verdict })
}

/** What is wrong with the mask among these images. Undefined also while it has not been read. */
export function findMaskProblem(
  inputs: readonly InputImage[],
  judged: JudgedMasks = store.getState(),
): MaskProblem | undefined {
  const index = inputs.findIndex(({ role }) => role === 'mask')
  const verdict = inputs[index] && judged[inputs[index].hash]
  return verdict && verdict !== 'passed' ? { code: verdict, input: { index } } : undefined
}

export interface MaskJudgment {
  readonly problem: MaskProblem | undefined
  /** Whether it's still being read. */
  readonly isUnread: boolean
}

/** Reads the mask among these images where that hasn't happened, whichever way it became one: a draft, a retry, an import. */
export function useMaskJudgment(inputs: readonly InputImage[]): MaskJudgment {
  const judged = useStore(store)
  const hash = inputs.find(({ role }) => role === 'mask')?.hash
  const isUnread = hash !== undefined && judged[hash] === undefined
  useEffect(() => {
    if (!hash || !isUnread) return
    void import('./judge-mask').then(({ judgeMask }) => judgeMask(hash)).catch(() => noteMaskVerdict(hash, 'passed'))
  }, [hash, isUnread])
  return useMemo(() => ({ problem: findMaskProblem(inputs, judged), isUnread }), [inputs, judged, isUnread])
}
