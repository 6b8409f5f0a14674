/** Attaches a marked-up copy of an image. Pure. */
import type { InputImage } from '@shared/request'
import { groupInputs, listGrouped } from './group-inputs'

/**
 * Inserts the copy after its original, or in its place if the model takes a single image. `most`: how many it takes.
 */
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
