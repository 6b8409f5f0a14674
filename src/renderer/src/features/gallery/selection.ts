/** Which images are chosen, and which one has the keyboard. Pure. */
import type { AttachmentId } from '@shared/ids'

export interface Selection {
  readonly ids: ReadonlySet<AttachmentId>
  /** The image that has, or would get, the focus. */
  readonly active: AttachmentId | undefined
  /** Where a range begins. */
  readonly anchor: AttachmentId | undefined
}

export const NO_SELECTION: Selection = { ids: new Set(), active: undefined, anchor: undefined }

export function selectOnly(id: AttachmentId): Selection {
  return { ids: new Set([id]), active: id, anchor: id }
}

export function toggle({ ids }: Selection, id: AttachmentId): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, active: id, anchor: id }
}

/** Everything from the anchor to this image, in the order on screen. */
export function selectRange({ anchor }: Selection, order: readonly AttachmentId[], id: AttachmentId): Selection {
  const from = Math.max(0, order.indexOf(anchor ?? id))
  const to = order.indexOf(id)
  return { ids: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)), active: id, anchor: order[from] }
}

/** These in addition to others. The last one is where the keyboard goes on. */
export function selectSeveral(
  { active, anchor }: Selection,
  others: ReadonlySet<AttachmentId>,
  ids: readonly AttachmentId[],
): Selection {
  return { ids: new Set([...others, ...ids]), active: ids.at(-1) ?? active, anchor: ids[0] ?? anchor }
}

export function moveTo({ ids, anchor }: Selection, id: AttachmentId): Selection {
  return { ids, active: id, anchor: anchor ?? id }
}

/** Without images that aren't shown anymore; the same where all are. */
export function keepShown(selection: Selection, shown: ReadonlySet<AttachmentId>): Selection {
  const ids = [...selection.ids].filter((id) => shown.has(id))
  return ids.length === selection.ids.size ? selection : { ...selection, ids: new Set(ids) }
}
