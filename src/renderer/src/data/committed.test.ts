import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { AttachmentId, ChatId } from '@shared/ids'
import { openData } from '.'
import { EaselDatabase } from './database'

test('a page that is about to go can wait until what was done a moment ago is in the database', async () => {
  const data = await openData(() => undefined, new EaselDatabase('committed'))
  const ended = new Set<string>()
  const id = 'chat' as ChatId
  const row = { id, title: 'A heron', createdAt: 1, updatedAt: 1, chosen: {} }
  void data.chats.patch(row, { pinnedAt: 2 }).then(() => ended.add('pinned'))
  void data.gallery.change(new Map([['image' as AttachmentId, { rating: 5 }]])).then(() => ended.add('rated'))

  await data.committed()

  expect(ended).toEqual(new Set(['pinned', 'rated']))
  expect(await data.chats.find(id)).toMatchObject({ pinnedAt: 2 })
  data.close()
})
