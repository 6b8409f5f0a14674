/** Which items of a list are selected, and which one has the keyboard focus. Pure. */

export interface Selection<Id extends string> {
  readonly ids: ReadonlySet<Id>
  /** The item that has, or would get, focus. */
  readonly active: Id | undefined
  /** Where a range starts. */
  readonly anchor: Id | undefined
  /** The keyboard has moved to an item that isn't selected: keys then apply to that item only. */
  readonly isApart: boolean
}

export const NO_SELECTION: Selection<never> = { ids: new Set(), active: undefined, anchor: undefined, isApart: false }

export function selectOnly<Id extends string>(id: Id): Selection<Id> {
  return { ids: new Set([id]), active: id, anchor: id, isApart: false }
}

/** Returns what keys act on: the selected items, or the focused one. */
export function listMeant<Id extends string>({ ids, isApart }: Selection<Id>, active: Id): readonly Id[] {
  return isApart || ids.size === 0 ? [active] : [...ids]
}

/** Keeps several items selected after one of them was viewed on its own. */
export function returnTo<Id extends string>(selection: Selection<Id>, id: Id): Selection<Id> {
  return selection.ids.size > 1 ? moveTo(selection, id) : selectOnly(id)
}

export function toggle<Id extends string>({ ids }: Selection<Id>, id: Id): Selection<Id> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, active: id, anchor: id, isApart: false }
}

/** Selects everything from the anchor to this item, in list order. */
export function selectRange<Id extends string>({ anchor }: Selection<Id>, order: readonly Id[], id: Id): Selection<Id> {
  const from = Math.max(0, order.indexOf(anchor ?? id))
  const to = order.indexOf(id)
  const ids = new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1))
  return { ids, active: id, anchor: order[from], isApart: false }
}

/** Selects these items in addition to `others`. Focus moves to the last one. */
export function selectSeveral<Id extends string>(
  { active, anchor }: Selection<Id>,
  others: ReadonlySet<Id>,
  ids: readonly Id[],
): Selection<Id> {
  return {
    ids: new Set([...others, ...ids]),
    active: ids.at(-1) ?? active,
    anchor: ids[0] ?? anchor,
    isApart: false,
  }
}

export function moveTo<Id extends string>({ ids, anchor }: Selection<Id>, id: Id): Selection<Id> {
  return { ids, active: id, anchor: anchor ?? id, isApart: !ids.has(id) }
}

/**
 * Drops items that are no longer shown; returns the same object if all are. If the focused item is gone, focus moves
 * to the next item that is left, or else to the previous one. `before` lists the items shown until now, in order.
 */
export function keepShown<Id extends string>(
  selection: Selection<Id>,
  shown: ReadonlySet<Id>,
  before: () => readonly Id[] = () => [],
): Selection<Id> {
  const ids = [...selection.ids].filter((id) => shown.has(id))
  const kept = ids.length === selection.ids.size ? selection : { ...selection, ids: new Set(ids) }
  if (kept.active === undefined || shown.has(kept.active)) return kept
  const order = before()
  const at = order.indexOf(kept.active)
  const next =
    order.slice(at + 1).find((id) => shown.has(id)) ?? order.slice(0, Math.max(0, at)).findLast((id) => shown.has(id))
  return { ...kept, active: next, anchor: next, isApart: false }
}
