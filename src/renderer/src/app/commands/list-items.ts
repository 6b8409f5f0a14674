/** The palette's items and their matching. Pure. */
import type { Command } from '@shared/shortcuts'
import type { ModelId } from '@shared/catalogue'
import type { ChatId } from '@shared/ids'
import { rankMatch } from '@/lib/rank-match'
import type { SettingsSectionName } from '@/lib/settings-sections'

/** Dialogs that have a button but neither a key nor an item in the application menu. */
export const PALETTE_DIALOGS = ['new-project', 'named-images'] as const
export type PaletteDialog = (typeof PALETTE_DIALOGS)[number]

export type PaletteAction =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'dialog'; readonly dialog: PaletteDialog }
  | { readonly kind: 'settings'; readonly section: SettingsSectionName }
  | { readonly kind: 'model'; readonly model: ModelId }
  | { readonly kind: 'chat'; readonly chat: ChatId }

/** Determines its icon. */
type Looks =
  | { readonly kind: 'command' | 'dialog' | 'settings' }
  | { readonly kind: 'model'; readonly makes: 'image' | 'text' }
  | { readonly kind: 'chat'; readonly place: 'pinned' | 'archived' | 'listed' }

export type PaletteItem = PaletteAction &
  Looks & {
    readonly label: string
    /** Equivalent keys, as displayed. */
    readonly keys?: string | undefined
  }

/** More than fits the list; typing a better word is faster. */
const MOST_SHOWN = 50
/** For models and for chats, while nothing is typed. */
const MOST_UNTYPED = 6

/** Actions that cost money or remove something must never be one Enter away. */
const NEVER_RECENT: readonly Command[] = ['regenerate', 'delete-chat', 'stop', 'stop-all']

/** Returns the same key for the same item in every session. */
export function getItemKey(item: PaletteAction): string {
  switch (item.kind) {
    case 'command':
      return `command ${item.command}`
    case 'dialog':
      return `dialog ${item.dialog}`
    case 'settings':
      return `settings ${item.section}`
    case 'model':
      return `model ${item.model}`
    case 'chat':
      return `chat ${item.chat}`
  }
}

export function canBeRecent(item: PaletteAction): boolean {
  return item.kind !== 'command' || !NEVER_RECENT.includes(item.command)
}

/**
 * Returns the matching items, best first; among equally good matches recent ones come first. Without a query: recent
 * items, then all commands, dialogs and settings and the first few models and chats. `items`: in their usual order.
 * `recent`: keys, latest first.
 */
export function findItems(
  items: readonly PaletteItem[],
  query: string,
  recent: readonly string[],
): readonly PaletteItem[] {
  const order = new Map(recent.map((key, index) => [key, index]))
  const getOrder = (item: PaletteItem): number => order.get(getItemKey(item)) ?? recent.length
  if (query.trim() === '') {
    const seen = { command: 0, dialog: 0, settings: 0, model: 0, chat: 0 }
    const shown = items.filter((item) => {
      if (order.has(getItemKey(item))) return true
      seen[item.kind] += 1
      return (item.kind !== 'model' && item.kind !== 'chat') || seen[item.kind] <= MOST_UNTYPED
    })
    return shown.toSorted((one, other) => getOrder(one) - getOrder(other)).slice(0, MOST_SHOWN)
  }
  return items
    .flatMap((item) => {
      const rank = rankMatch(item.label, query)
      return rank === undefined ? [] : [{ item, rank }]
    })
    .toSorted(
      (one, other) =>
        Math.ceil(other.rank) - Math.ceil(one.rank) ||
        getOrder(one.item) - getOrder(other.item) ||
        other.rank - one.rank,
    )
    .slice(0, MOST_SHOWN)
    .map(({ item }) => item)
}
