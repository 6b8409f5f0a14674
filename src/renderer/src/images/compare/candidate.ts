import type { AttachmentId } from '@shared/ids'
import type { ImageFile } from '@shared/request'

/** A fact about an image. Facts with the same label are compared with each other. */
export interface CompareFact {
  readonly label: string
  readonly value: string
}

/** An image that can be compared with others. */
export interface Candidate {
  readonly image: ImageFile & { readonly attachmentId: AttachmentId }
  readonly prompt: string
  /** Distinguishes it from the others: "Version 2", "Version 2, image 3". */
  readonly title: string
  readonly facts: readonly CompareFact[]
}

/** With more, each would be too small to see anything. */
export const MOST_COMPARED = 4

/** Returns the labels whose values aren't the same for all. A missing value counts as different. */
export function findDifferences(candidates: readonly Pick<Candidate, 'facts'>[]): ReadonlySet<string> {
  const labels = new Set(candidates.flatMap(({ facts }) => facts.map(({ label }) => label)))
  const isSame = (label: string): boolean =>
    new Set(candidates.map(({ facts }) => facts.find((fact) => fact.label === label)?.value)).size <= 1
  return new Set([...labels].filter((label) => !isSame(label)))
}

/** Adds or removes an image. Keeps at least two and at most `MOST_COMPARED`: a new one then replaces the last. */
export function toggleCompared(shown: readonly AttachmentId[], id: AttachmentId): readonly AttachmentId[] {
  if (!shown.includes(id)) return [...shown.slice(0, MOST_COMPARED - 1), id]
  return shown.length > 2 ? shown.filter((candidate) => candidate !== id) : shown
}
