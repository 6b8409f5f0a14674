/** Attaches a copy of an image that has marks on it. Pure. */
import type { InputImage } from '@shared/request'
import { groupInputs, listGrouped } from './group-inputs'

export interface MarkedInputs {
  readonly inputs: readonly InputImage[]
  /** The number of the image that the copy was made from, as a prompt names it. Absent where the copy took its place. */
  readonly original?: number
  /** The number of the copy. */
  readonly marked: number
}

/** The copy comes right behind its original, or takes its place where the model takes a single image. `most`: how many it takes. */
export function addMarked(
  inputs: readonly InputImage[],
  original: InputImage,
  marked: InputImage,
  most: number,
): MarkedInputs {
  const before = groupInputs(inputs).filter(({ image }) => image.hash !== marked.hash)
  const known = before.some(({ image }) => image.hash === original.hash) ? before : [...before, { image: original }]
  const all = known.flatMap((group) => {
    if (group.image.hash !== original.hash) return [group]
    return most > 1 ? [group, { image: marked }] : [{ image: marked }]
  })
  const list = listGrouped(all)
  const images = groupInputs(list).map(({ image }) => image.hash)
  return {
    inputs: list,
    ...(most > 1 && { original: images.indexOf(original.hash) + 1 }),
    marked: images.indexOf(marked.hash) + 1,
  }
}
