/** Several chats of the list, selected to do the same with all. Pure. */
import type { ChatId } from '@shared/ids'

export interface Selection {
  readonly ids: ReadonlySet<ChatId>
  /** Where a range begins: the chat that was selected last. */
  readonly anchor: ChatId | undefined
}

export const NO_SELECTION: Selection = { ids: new Set(), anchor: undefined }

export function toggleChat({ ids }: Selection, id: ChatId): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next.size === 0 ? NO_SELECTION : { ids: next, anchor: id }
}

/** Everything from the anchor (or `from`, where nothing is selected) to this chat. `order`: of the chats, as they are listed. */
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

/** Those that are still listed, in the order of the list. */
export function listSelected({ ids }: Selection, order: readonly ChatId[]): readonly ChatId[] {
  return order.filter((id) => ids.has(id))
}
