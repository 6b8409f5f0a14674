/** Groups attached images with their overlays. In the list, a mask follows its image. Pure. */
import { isOverlay } from '@shared/catalogue/inputs'
import type { InputImage } from '@shared/request'

export interface InputGroup {
  readonly image: InputImage
  /** Its mask or marks. */
  readonly overlay?: InputImage
}

/** Skips an overlay without an image before it: it can't be sent. */
export function groupInputs(inputs: readonly InputImage[]): readonly InputGroup[] {
  const groups: InputGroup[] = []
  for (const input of inputs) {
    if (!isOverlay(input.role)) groups.push({ image: input })
    else {
      const last = groups.pop()
      if (last) groups.push({ image: last.image, overlay: input })
    }
  }
  return groups
}

/** Services apply a mask to the first image, so the image with a mask comes first. */
export function listGrouped(groups: readonly InputGroup[]): readonly InputImage[] {
  const first = groups.filter(({ overlay }) => overlay)
  const others = groups.filter(({ overlay }) => !overlay)
  return [...first, ...others].flatMap(({ image, overlay }) => (overlay ? [image, overlay] : [image]))
}

/** Puts an overlay on an image, and adds the image if it isn't in the list. A request takes one overlay. */
export function setOverlay(
  inputs: readonly InputImage[],
  image: InputImage,
  overlay: InputImage,
): readonly InputImage[] {
  const groups = groupInputs(inputs).map(({ image: known }) => ({ image: known }))
  const isKnown = groups.some(({ image: known }) => known.hash === image.hash)
  const all = isKnown ? groups : [{ image }, ...groups]
  return listGrouped(all.map((group) => (group.image.hash === image.hash ? { ...group, overlay } : group)))
}

/**
 * Changes an image's role. A mask or markup is put over the first of the other images and replaces its overlay; a
 * reference goes last. No-op without another image, since there's nothing to put it over.
 */
export function setRole(
  inputs: readonly InputImage[],
  image: InputImage,
  role: 'reference' | 'mask' | 'markup',
): readonly InputImage[] {
  const { keepsOutside: _keeps, ...plain } = image
  const changed: InputImage = { ...plain, role }
  const others = inputs.filter(({ hash }) => hash !== image.hash)
  if (role === 'reference') return listGrouped([...groupInputs(others), { image: changed }])
  const [first] = groupInputs(others)
  return first ? setOverlay(others, first.image, changed) : inputs
}

/** Replaces an image by the one it was made from. Drops its overlay, which no longer fits. */
export function takeOriginal(inputs: readonly InputImage[], image: InputImage): readonly InputImage[] {
  const { madeFrom } = image
  if (!madeFrom) return inputs
  const groups = groupInputs(inputs).filter(({ image: known }) => known.hash !== madeFrom.hash)
  return listGrouped(
    groups.map((group) => (group.image.hash === image.hash ? { image: { ...madeFrom, role: image.role } } : group)),
  )
}

/** Sets whether the area outside the mask must stay exactly as it is. */
export function keepOutside(inputs: readonly InputImage[], keeps: boolean): readonly InputImage[] {
  return inputs.map((input) => {
    if (input.role !== 'mask') return input
    const { keepsOutside: _before, ...mask } = input
    return keeps ? { ...mask, keepsOutside: true } : mask
  })
}

/** Moves an image to the place of another; those in between shift. */
export function moveGroup(groups: readonly InputGroup[], from: number, to: number): readonly InputGroup[] {
  const moved = [...groups]
  moved.splice(to, 0, ...moved.splice(from, 1))
  return moved
}
