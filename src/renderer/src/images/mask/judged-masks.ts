/**
 * Verdicts on masks, by file. Messages can't be sent with a mask that would change nothing or everything, or with one
 * that hasn't been read yet.
 */
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { InputFacts } from '@shared/failure'
import type { ObjectHash } from '@shared/ids'
import type { InputImage } from '@shared/request'

export interface MaskProblem {
  /** All of its pixels are opaque, or all are transparent. */
  readonly code: 'mask-opaque' | 'mask-transparent'
  readonly input: InputFacts
}

/** `passed`: it changes a part, or can't be read here. Main notices the latter before anything is paid. */
export type MaskVerdict = MaskProblem['code'] | 'passed'

type JudgedMasks = Readonly<Record<ObjectHash, MaskVerdict | undefined>>

const store = createStore<JudgedMasks>()(() => ({}))

/** A file never changes, so a verdict stays valid. */
export function noteMaskVerdict(hash: ObjectHash, verdict: MaskVerdict): void {
  store.setState({ [hash]: verdict })
}

/** Returns the problem of the mask among these images. Also undefined while it hasn't been read. */
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

/** Reads the mask among these images if it hasn't been read, whether it comes from a draft, a retry or an import. */
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
