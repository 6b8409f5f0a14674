/** What the palette offers, and which of it fits what was typed. Pure. */
import type { Command } from '@shared/shortcuts'
import type { ModelId } from '@shared/catalogue'
import type { ChatId } from '@shared/ids'
import { rankMatch } from '@/lib/rank-match'
import type { SettingsSectionName } from '@/lib/settings-sections'

/** What has a button of its own, and neither keys nor an item in the application menu. */
export const PALETTE_DIALOGS = ['new-project', 'named-images'] as const
export type PaletteDialog = (typeof PALETTE_DIALOGS)[number]

export type PaletteAction =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'dialog'; readonly dialog: PaletteDialog }
  | { readonly kind: 'settings'; readonly section: SettingsSectionName }
  | { readonly kind: 'model'; readonly model: ModelId }
  | { readonly kind: 'chat'; readonly chat: ChatId }

/** What its icon says. */
type Looks =
  | { readonly kind: 'command' | 'dialog' | 'settings' }
  | { readonly kind: 'model'; readonly makes: 'image' | 'text' }
  | { readonly kind: 'chat'; readonly place: 'pinned' | 'archived' | 'listed' }

export type PaletteItem = PaletteAction &
  Looks & {
    readonly label: string
    /** Keys that do the same, as they are printed. */
    readonly keys?: string | undefined
  }

/** More than fits the list; a better word is faster. */
const MOST_SHOWN = 50
/** Of each sort that can be very long, while nothing is typed. */
const MOST_UNTYPED = 6

/** What is paid for or takes something away is never one Enter away. */
const NEVER_RECENT: readonly Command[] = ['regenerate', 'delete-chat', 'stop', 'stop-all']

/** The same for the same item in every session. */
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
 * Recent ones come first, of equally good matches too. Without a query, all commands, dialogs and settings, and of models and chats the
 * first few. `items` in their usual order; `recent`: keys, latest first.
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
