import { expect, test } from 'vitest'
import type { ChatId } from '@shared/ids'
import { MemoryStorage } from '../../../../../tests/support/page/chat-page'
import { canBeRecent, findItems, getItemKey, type PaletteItem } from './list-items'
import { noteRecent, readRecent } from './recent-items'

const items: readonly PaletteItem[] = [
  { kind: 'command', command: 'new-chat', label: 'New chat' },
  { kind: 'command', command: 'open-usage', label: 'Usage' },
  { kind: 'dialog', dialog: 'new-project', label: 'New project…' },
  { kind: 'settings', section: 'budget', label: 'Settings: Budget' },
  { kind: 'model', model: 'demo:image', makes: 'image', label: 'Demo Image' },
  ...Array.from({ length: 20 }, (_, at): PaletteItem => ({
    kind: 'chat',
    chat: `c${at}` as ChatId,
    place: 'listed',
    label: `Chat ${at}`,
  })),
]
const names = (found: readonly PaletteItem[]): readonly string[] => found.map(({ label }) => label)

test('while nothing is typed, recent ones come first, and long sorts are cut', () => {
  const found = names(findItems(items, '', ['chat c19', 'command open-usage']))
  expect(found.slice(0, 3)).toEqual(['Chat 19', 'Usage', 'New chat'])
  expect(found.filter((name) => name.startsWith('Chat'))).toHaveLength(7)
})

test('every chat is found by its title, and a recent one before its equals', () => {
  expect(names(findItems(items, 'chat 17', []))).toEqual(['Chat 17'])
  expect(names(findItems(items, 'chat', ['chat c9']))[0]).toBe('Chat 9')
  expect(findItems(items, 'nothing like it', [])).toEqual([])
})

test('what is paid for or takes something away is never remembered as recent', () => {
  expect(canBeRecent({ kind: 'command', command: 'regenerate' })).toBe(false)
  expect(canBeRecent({ kind: 'command', command: 'delete-chat' })).toBe(false)
  expect(canBeRecent({ kind: 'command', command: 'open-usage' })).toBe(true)
})

test('the last few choices are kept, each once, and what cannot be read is none', () => {
  const store = new MemoryStorage()
  for (const item of [...items.slice(0, 8), items[1]!]) noteRecent(store, getItemKey(item))
  expect(readRecent(store)).toHaveLength(6)
  expect(readRecent(store)[0]).toBe('command open-usage')
  expect(new Set(readRecent(store)).size).toBe(6)
  store.setItem('easel.commands', '{broken')
  expect(readRecent(store)).toEqual([])
})
