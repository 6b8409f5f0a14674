/** Masks that would change nothing or everything, as far as their files have been read. No message is sent with one. */
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

type UselessMasks = Readonly<Record<ObjectHash, MaskProblem['code'] | undefined>>

const store = createStore<UselessMasks>()(() => ({}))

/** A file never changes, so what is said of it stays true. */
export function noteUselessMask(hash: ObjectHash, code: MaskProblem['code']): void {
  store.setState({ [hash]: code })
}

/** What is wrong with the mask among these images. Undefined also while it has not been read. */
export function findMaskProblem(
  inputs: readonly InputImage[],
  useless: UselessMasks = store.getState(),
): MaskProblem | undefined {
  const index = inputs.findIndex(({ role }) => role === 'mask')
  const mask = inputs[index]
  const code = mask && useless[mask.hash]
  return code && { code, input: { index } }
}

export function useMaskProblem(inputs: readonly InputImage[]): MaskProblem | undefined {
  const useless = useStore(store)
  return findMaskProblem(inputs, useless)
}
