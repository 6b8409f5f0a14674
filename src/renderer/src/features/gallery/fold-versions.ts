/** Folds the images made for a question into the newest one. Pure. */
import type { AttachmentId, MessageId } from '@shared/ids'
import type { GalleryImage } from './model'

/** How many of the shown images a question has, and whether all of them are in the grid. */
export interface Fold {
  readonly count: number
  readonly isOpen: boolean
}

export interface Folded {
  /** Ordered by the newest image of each question; the images of an unfolded one are adjacent. */
  readonly shown: readonly GalleryImage[]
  /** By the first image of each question that has several. */
  readonly folds: ReadonlyMap<AttachmentId, Fold>
}

/** Folds versions, except for the questions in `opened`. */
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
