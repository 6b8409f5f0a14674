/** Which images are chosen, and which one has the keyboard. Pure. */
import type { AttachmentId } from '@shared/ids'

export interface Selection {
  readonly ids: ReadonlySet<AttachmentId>
  /** The image that has, or would get, the focus. */
  readonly active: AttachmentId | undefined
  /** Where a range begins. */
  readonly anchor: AttachmentId | undefined
  /** The keyboard has gone on to an image that isn't chosen: its keys mean that one. */
  readonly isApart: boolean
}

export const NO_SELECTION: Selection = { ids: new Set(), active: undefined, anchor: undefined, isApart: false }

export function selectOnly(id: AttachmentId): Selection {
  return { ids: new Set([id]), active: id, anchor: id, isApart: false }
}

/** What keys act on: what is chosen, or the image that the keyboard is on. */
export function listMeant({ ids, isApart }: Selection, active: AttachmentId): readonly AttachmentId[] {
  return isApart || ids.size === 0 ? [active] : [...ids]
}

/** After one of several was looked at alone, they're still chosen. */
export function returnTo(selection: Selection, id: AttachmentId): Selection {
  return selection.ids.size > 1 ? moveTo(selection, id) : selectOnly(id)
}

export function toggle({ ids }: Selection, id: AttachmentId): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, active: id, anchor: id, isApart: false }
}

/** Everything from the anchor to this image, in the order on screen. */
export function selectRange({ anchor }: Selection, order: readonly AttachmentId[], id: AttachmentId): Selection {
  const from = Math.max(0, order.indexOf(anchor ?? id))
  const to = order.indexOf(id)
  const ids = new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1))
  return { ids, active: id, anchor: order[from], isApart: false }
}

/** These in addition to others. The last one is where the keyboard goes on. */
export function selectSeveral(
  { active, anchor }: Selection,
  others: ReadonlySet<AttachmentId>,
  ids: readonly AttachmentId[],
): Selection {
  return {
    ids: new Set([...others, ...ids]),
    active: ids.at(-1) ?? active,
    anchor: ids[0] ?? anchor,
    isApart: false,
  }
}

export function moveTo({ ids, anchor }: Selection, id: AttachmentId): Selection {
  return { ids, active: id, anchor: anchor ?? id, isApart: !ids.has(id) }
}

/**
 * Without images that aren't shown anymore; the same where all are. The keyboard goes on with what followed its image, or
 * else with what was before it. `before`: lists what was shown until now, in its order.
 */
export function keepShown(
  selection: Selection,
  shown: ReadonlySet<AttachmentId>,
  before: () => readonly AttachmentId[] = () => [],
): Selection {
  const ids = [...selection.ids].filter((id) => shown.has(id))
  const kept = ids.length === selection.ids.size ? selection : { ...selection, ids: new Set(ids) }
  if (kept.active === undefined || shown.has(kept.active)) return kept
  const order = before()
  const at = order.indexOf(kept.active)
  const next =
    order.slice(at + 1).find((id) => shown.has(id)) ?? order.slice(0, Math.max(0, at)).findLast((id) => shown.has(id))
  return { ...kept, active: next, anchor: next, isApart: false }
}
