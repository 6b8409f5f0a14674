/** A selection of several chats of the list, for an action on all of them. Pure. */
import type { ChatId } from '@shared/ids'

export interface Selection {
  readonly ids: ReadonlySet<ChatId>
  /** Where a range starts: the chat that was selected last. */
  readonly anchor: ChatId | undefined
}

export const NO_SELECTION: Selection = { ids: new Set(), anchor: undefined }

export function toggleChat({ ids }: Selection, id: ChatId): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next.size === 0 ? NO_SELECTION : { ids: next, anchor: id }
}

/** Selects from the anchor (or `from`, if nothing is selected) to this chat. `order`: the chats as they are listed. */
export function extendTo(
  { ids, anchor }: Selection,
  id: ChatId,
  order: readonly ChatId[],
  from?: ChatId | null,
): Selection {
  const start = ids.size > 0 ? anchor : from
  const begins = start && order.includes(start) ? start : id
  const [first, last] = [order.indexOf(begins), order.indexOf(id)].toSorted((one, other) => one - other)
  return { ids: new Set(order.slice(first, (last ?? 0) + 1)), anchor: begins }
}

/** The selected chats that are still listed, in list order. */
export function listSelected({ ids }: Selection, order: readonly ChatId[]): readonly ChatId[] {
  return order.filter((id) => ids.has(id))
}
