/** Arranges a family of images as a tree: what was made from what, and what each branch cost. Pure. */
import type { AttachmentId, ChatId, MessageId, ObjectHash } from '@shared/ids'
import type { ModelId } from '@shared/catalogue'
import type { MicroUsd } from '@shared/money'
import type { ImageFile } from '@shared/request'
import type { FamilyAnswer, FamilyRows } from '@/data/records'
import type { AttachmentRow } from '@/data/rows'

export interface FamilyImage extends ImageFile {
  readonly attachmentId: AttachmentId
}

/** The answer that made the images of a step. Absent for an image that the user added. */
export interface FamilyMaker {
  readonly id: MessageId
  readonly chatId: ChatId
  readonly model: ModelId
  readonly prompt: string
  readonly createdAt: number
  /** Absent: unknown. */
  readonly cost?: MicroUsd
  /** Its chat was deleted: there is nothing to open. */
  readonly isDeleted: boolean
}

export interface FamilyStep {
  readonly key: string
  /** At least one. */
  readonly images: readonly FamilyImage[]
  readonly maker?: FamilyMaker
  /** Which image of the parent step it was made from, if that has several. Counted from 1. */
  readonly from?: { readonly number: number; readonly hash: ObjectHash }
  /** The other images that it was made from: it's listed below the first. */
  readonly alsoFrom: readonly ObjectHash[]
  readonly children: readonly FamilyStep[]
  /** The known cost of this step and everything below it. */
  readonly branchCost: MicroUsd
  /** Whether some of these costs are unknown. */
  readonly isBranchCostPartial: boolean
}

/** `isFree`: whether a model costs nothing, so that an absent cost isn't unknown. */
export function arrangeFamily(
  { answers, brought }: FamilyRows,
  isFree: (model: ModelId) => boolean,
): readonly FamilyStep[] {
  const makerByImage = new Map(
    answers.flatMap(({ answer, images }) => images.map(({ id }) => [id, answer.id] as const)),
  )
  const fromById = new Map(
    answers.flatMap(({ images }) =>
      images.length > 1 ? images.map(({ id, hash }, index) => [id, { number: index + 1, hash }] as const) : [],
    ),
  )
  const hashById = new Map([...answers.flatMap(({ images }) => images), ...brought].map(({ id, hash }) => [id, hash]))
  const findParent = (parents: readonly AttachmentId[]): string | undefined =>
    parents[0] && (makerByImage.get(parents[0]) ?? (hashById.has(parents[0]) ? parents[0] : undefined))
  const below = new Map<string | undefined, FamilyAnswer[]>()
  for (const entry of answers.toSorted((one, other) => one.answer.createdAt - other.answer.createdAt)) {
    const parent = findParent(entry.parents)
    below.set(parent, [...(below.get(parent) ?? []), entry])
  }
  /** Rows that name each other as parents would recurse forever. */
  const drawn = new Set<string>()

  const addAnswers = (parent: string | undefined): readonly FamilyStep[] =>
    (below.get(parent) ?? []).flatMap(({ answer, prompt, images, parents, isDeleted }) => {
      const { id, chatId, model, createdAt, cost } = answer
      if (drawn.has(id)) return []
      drawn.add(id)
      const isKnown = cost !== undefined || isFree(model)
      const from = parents[0] && fromById.get(parents[0])
      return addSums(
        {
          key: id,
          images: images.map(toImage),
          maker: { id, chatId, model, prompt, createdAt, isDeleted, ...(isKnown && { cost: cost ?? 0 }) },
          ...(from && { from }),
          alsoFrom: parents.slice(1).flatMap((other) => hashById.get(other) ?? []),
        },
        addAnswers(id),
      )
    })

  const roots = brought.map((row) => addSums({ key: row.id, images: [toImage(row)], alsoFrom: [] }, addAnswers(row.id)))
  return [...roots, ...addAnswers(undefined)].toSorted((one, other) => readAge(one) - readAge(other))
}

function addSums(
  step: Omit<FamilyStep, 'children' | 'branchCost' | 'isBranchCostPartial'>,
  children: readonly FamilyStep[],
): FamilyStep {
  const { maker } = step
  return {
    ...step,
    children,
    branchCost: children.reduce((sum, child) => sum + child.branchCost, maker?.cost ?? 0),
    isBranchCostPartial: (maker && maker.cost === undefined) || children.some((child) => child.isBranchCostPartial),
  }
}

/** The number of steps in these branches. */
export function countSteps(steps: readonly FamilyStep[]): number {
  return steps.reduce((count, { children }) => count + 1 + countSteps(children), 0)
}

function readAge({ maker, children }: FamilyStep): number {
  return maker?.createdAt ?? Math.min(...children.map(readAge), Infinity)
}

function toImage({ id, hash, format, width, height, bytes }: AttachmentRow): FamilyImage {
  return { attachmentId: id, hash, format, width, height, bytes }
}
