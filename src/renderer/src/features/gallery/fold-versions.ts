/** Folds the images that were made for one question into the newest of them. Pure. */
import type { AttachmentId, MessageId } from '@shared/ids'
import type { GalleryImage } from './model'

/** How many images a question has among those shown, and whether all of them are in the grid. */
export interface Fold {
  readonly count: number
  readonly isOpen: boolean
}

export interface Folded {
  /** In the order of the newest of each question; the images of an open one follow each other. */
  readonly shown: readonly GalleryImage[]
  /** Of the first image of each question that has several. */
  readonly folds: ReadonlyMap<AttachmentId, Fold>
}

/** `opened`: the questions whose images are all wanted. */
export function foldVersions(images: readonly GalleryImage[], opened: ReadonlySet<MessageId>): Folded {
  const groups = new Map<MessageId, GalleryImage[]>()
  for (const image of images) {
    const group = groups.get(image.questionId)
    if (group) group.push(image)
    else groups.set(image.questionId, [image])
  }
  const folds = new Map<AttachmentId, Fold>()
  const shown = [...groups].flatMap(([questionId, group]) => {
    const [first] = group
    if (!first || group.length === 1) return group
    const isOpen = opened.has(questionId)
    folds.set(first.image.attachmentId, { count: group.length, isOpen })
    return isOpen ? group : [first]
  })
  return { shown, folds }
}
