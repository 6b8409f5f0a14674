/** Attaches a copy of an image that has marks on it. Pure. */
import type { InputImage } from '@shared/request'
import { groupInputs, listGrouped } from './group-inputs'

/** The copy comes right behind its original, or takes its place where the model takes a single image. `most`: how many it takes. */
export function addMarked(
  inputs: readonly InputImage[],
  original: InputImage,
  marked: InputImage,
  most: number,
): readonly InputImage[] {
  const before = groupInputs(inputs).filter(({ image }) => image.hash !== marked.hash)
  const known = before.some(({ image }) => image.hash === original.hash) ? before : [...before, { image: original }]
  return listGrouped(
    known.flatMap((group) => {
      if (group.image.hash !== original.hash) return [group]
      return most > 1 ? [group, { image: marked }] : [{ image: marked }]
    }),
  )
}
