/** Chats and images of the bin as one list, so that both can be selected together. Pure. */
import type { BinChat, BinContents, BinImage } from '@/data/bin/bin-repository'
import type { BinChoice } from '@/data/bin/purge'
import { sumFiles } from '@/lib/sum-files'

export type BinEntry =
  | { readonly kind: 'chat'; readonly key: string; readonly chat: BinChat }
  | { readonly kind: 'image'; readonly key: string; readonly image: BinImage }

/** In the order on screen. */
export function listEntries({ chats, images }: BinContents): readonly BinEntry[] {
  return [
    ...chats.map((chat) => ({ kind: 'chat', key: `chat ${chat.row.id}`, chat }) as const),
    ...images.map((image) => ({ kind: 'image', key: `image ${image.attachment.id}`, image }) as const),
  ]
}

export function toChoice(entries: readonly BinEntry[]): BinChoice {
  return {
    chats: entries.flatMap((entry) => (entry.kind === 'chat' ? [entry.chat.row.id] : [])),
    images: entries.flatMap((entry) => (entry.kind === 'image' ? [entry.image.attachment.id] : [])),
  }
}

/** The size of their files. A file shared by several entries counts once. */
export function sumEntries(entries: readonly BinEntry[]): number {
  return sumFiles(entries.flatMap((entry) => (entry.kind === 'chat' ? entry.chat.files : [entry.image.attachment])))
}
