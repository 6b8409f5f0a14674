import { expect, test } from 'vitest'
import type { ObjectHash } from '@shared/ids'
import { listEntries, sumEntries, toChoice } from './entries'
import type { BinContents } from '@/data/bin/bin-repository'

const [sea, hill] = ['sea', 'hill'] as unknown as [ObjectHash, ObjectHash]

const contents = {
  chats: [
    { row: { id: 'c' }, deletedAt: 2, messages: 2, files: [{ hash: sea, bytes: 10 }] },
    { row: { id: 'd' }, deletedAt: 1, messages: 2, files: [] },
  ],
  images: [
    { attachment: { id: 'a:0', hash: sea, bytes: 10 }, deletedAt: 2, prompt: 'the sea' },
    { attachment: { id: 'b:0', hash: hill, bytes: 5 }, deletedAt: 1, prompt: 'a hill' },
  ],
} as unknown as BinContents

test('a file that is in a deleted chat and was deleted alone, too, is counted once', () => {
  const entries = listEntries(contents)
  expect(sumEntries(entries)).toBe(15)
  expect(sumEntries(entries.slice(0, 3))).toBe(10)
  expect(sumEntries([])).toBe(0)
})

test('chosen entries become chats and images', () => {
  const entries = listEntries(contents)
  expect(new Set(entries.map(({ key }) => key)).size).toBe(4)
  expect(toChoice(entries.slice(1, 3))).toEqual({ chats: ['d'], images: ['a:0'] })
})
