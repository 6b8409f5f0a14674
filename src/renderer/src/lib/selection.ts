/** Which of several things are chosen, and which one has the keyboard. Pure. */

export interface Selection<Id extends string> {
  readonly ids: ReadonlySet<Id>
  /** The one that has, or would get, the focus. */
  readonly active: Id | undefined
  /** Where a range begins. */
  readonly anchor: Id | undefined
  /** The keyboard has gone on to one that isn't chosen: its keys mean that one. */
  readonly isApart: boolean
}

export const NO_SELECTION: Selection<never> = { ids: new Set(), active: undefined, anchor: undefined, isApart: false }

export function selectOnly<Id extends string>(id: Id): Selection<Id> {
  return { ids: new Set([id]), active: id, anchor: id, isApart: false }
}

/** What keys act on: what is chosen, or what the keyboard is on. */
export function listMeant<Id extends string>({ ids, isApart }: Selection<Id>, active: Id): readonly Id[] {
  return isApart || ids.size === 0 ? [active] : [...ids]
}

/** After one of several was looked at alone, they're still chosen. */
export function returnTo<Id extends string>(selection: Selection<Id>, id: Id): Selection<Id> {
  return selection.ids.size > 1 ? moveTo(selection, id) : selectOnly(id)
}

export function toggle<Id extends string>({ ids }: Selection<Id>, id: Id): Selection<Id> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, active: id, anchor: id, isApart: false }
}

/** Everything from the anchor to this one, in the order on screen. */
export function selectRange<Id extends string>({ anchor }: Selection<Id>, order: readonly Id[], id: Id): Selection<Id> {
  const from = Math.max(0, order.indexOf(anchor ?? id))
  const to = order.indexOf(id)
  const ids = new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1))
  return { ids, active: id, anchor: order[from], isApart: false }
}

/** These in addition to others. The last one is where the keyboard goes on. */
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
 * Without those that aren't shown anymore; the same where all are. The keyboard goes on with what followed its own, or
 * else with what was before it. `before`: lists what was shown until now, in its order.
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
