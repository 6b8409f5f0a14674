import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import { createAttachmentId, type AttachmentId, type ChatId, type MessageId, type ObjectHash } from '@shared/ids'
import { openData } from '@/data'
import { EaselDatabase } from '@/data/database'
import type { AssistantMessageRow, AttachmentRow } from '@/data/rows'
import { keepShown, listMeant, moveTo, NO_SELECTION, returnTo, selectOnly, selectRange, toggle } from '@/lib/selection'
import { readCollections } from './collections'
import { filterImages, NO_FILTER, type Filter } from './filter'
import { findRatingKey } from './rating-keys'
import { createGalleryStore } from './store'

const NOW = new Date(2026, 10, 20, 12).getTime()
const DAY = 24 * 60 * 60 * 1_000
let databases = 0

interface Seed {
  readonly prompt: string
  readonly chat?: string
  readonly question?: string
  readonly model?: AssistantMessageRow['model']
  readonly row?: Partial<AttachmentRow>
}

/** The first image is the newest. */
async function setUp(seeds: readonly Seed[]) {
  const database = new EaselDatabase(`gallery-${(databases += 1)}`)
  const data = await openData(undefined, database)
  const rows = seeds.map((seed, index) => toRows(seed, index))
  await database.messages.bulkAdd(rows.map(({ answer }) => answer))
  await database.attachments.bulkAdd(rows.map(({ attachment }) => attachment))
  const deleted: [readonly AttachmentId[], boolean][] = []
  const around = new Map<string, ReadonlySet<MessageId>>()
  const store = createGalleryStore({
    data: async () => ({ gallery: data.gallery, search: { findImagesAround: async (words) => around.get(words) } }),
    now: () => NOW,
    onDeleted: (ids, isDeleted) => deleted.push([ids, isDeleted]),
    onFailed: (error) => {
      throw error
    },
    rowHeight: 200,
    isFolding: false,
  })
  return { database, data, store, deleted, around, ids: rows.map(({ attachment }) => attachment.id) }
}

function toRows({ prompt, chat = 'c', question = 'q', model = 'demo:image', row = {} }: Seed, index: number) {
  const id = `m${index}` as MessageId
  const answer: AssistantMessageRow = {
    id,
    chatId: chat as ChatId,
    parentId: question as MessageId,
    role: 'assistant',
    kind: 'image',
    status: 'done',
    createdAt: NOW - index * DAY,
    model,
    prompt,
    revision: 1,
    text: '',
  }
  const attachment: AttachmentRow = {
    id: createAttachmentId(id, 0),
    hash: String(index % 10).repeat(64) as ObjectHash,
    format: 'png',
    mime: 'image/png',
    width: 100,
    height: 100,
    bytes: 10,
    createdAt: NOW - index * DAY,
    uploadState: 'local',
    ...row,
  }
  return { answer, attachment }
}

function show(store: Awaited<ReturnType<typeof setUp>>['store']): readonly string[] {
  return store.getState().shown.map(({ prompt }) => prompt)
}

test('the images of all chats are there, newest first, without what was only attached or was deleted', async () => {
  const { database, store } = await setUp([
    { prompt: 'new', chat: 'a' },
    { prompt: 'gone', row: { deletedAt: 1 } },
    { prompt: 'old', chat: 'b' },
  ])
  await database.attachments.add({ ...toRows({ prompt: '' }, 9).attachment, id: 'import:0' as AttachmentId })
  await store.refresh()
  expect(show(store)).toEqual(['new', 'old'])
  expect(store.getState().reading).toEqual({ status: 'all' })
})

test('a large gallery is shown after its first page, and is whole in the end', async () => {
  const { store } = await setUp(Array.from({ length: 1_500 }, (_, index) => ({ prompt: `number ${index}` })))
  const counts: number[] = []
  store.subscribe(({ images }, before) => images !== before.images && counts.push(images.length))
  await store.refresh()
  expect(counts).toEqual([120, 1_120, 1_500])
  expect(show(store)[1_499]).toBe('number 1499')
})

test('a very large gallery is read as its rows lie, and ends newest first, without what is deleted or was only attached', async () => {
  const { data, database, store } = await setUp(
    Array.from({ length: 5_300 }, (_, index) => ({
      prompt: `number ${index}`,
      ...(index === 5_000 && { row: { deletedAt: 1 } }),
    })),
  )
  await database.attachments.add({ ...toRows({ prompt: '' }, 9).attachment, id: 'import:0' as AttachmentId })
  const read = vi.spyOn(data.gallery, 'read')
  const counts: number[] = []
  store.subscribe(({ images }, before) => images !== before.images && counts.push(images.length))
  await store.refresh()
  expect(read).toHaveBeenCalledTimes(2)
  expect(counts).toEqual([119, 1_118, 5_299])
  const wanted = Array.from({ length: 5_300 }, (_, index) => `number ${index}`).toSpliced(5_000, 1)
  expect(show(store)).toEqual(wanted)
})

test('refreshing reads only what is new', async () => {
  const { database, data, store } = await setUp([{ prompt: 'old' }])
  await store.refresh()
  const read = vi.spyOn(data.gallery, 'read')
  const { answer, attachment } = toRows({ prompt: 'new' }, 7)
  await database.messages.add(answer)
  await database.attachments.add({ ...attachment, createdAt: NOW + 1 })
  await store.refresh()
  expect(show(store)).toEqual(['new', 'old'])
  expect(read.mock.calls.flat(2)).toEqual(['m7:0'])
})

test('ratings are kept in the rows, survive a later write of the answer, and can be undone one by one', async () => {
  const { data, database, store, ids } = await setUp([{ prompt: 'a' }, { prompt: 'b' }])
  await store.refresh()
  store.rate(ids, 3)
  store.rate([ids[0]!], 'rejected')
  await vi.waitFor(async () => expect((await database.attachments.get(ids[0]!))?.rating).toBe(-1))

  const { answer, attachment } = toRows({ prompt: 'a' }, 0)
  const link = { messageId: answer.id, attachmentId: attachment.id, position: 0 }
  const chat = { id: 'c' as ChatId, title: '', createdAt: 1, updatedAt: 1, chosen: {} }
  const question = {
    id: 'q',
    chatId: 'c',
    parentId: null,
    role: 'user',
    status: 'done',
    createdAt: 1,
    text: '',
  } as never
  await data.exchanges.record({
    chat,
    question,
    answer: { ...answer, revision: 2 },
    revision: 2,
    inputs: [],
    images: [{ attachment: { ...attachment, uploadState: 'uploaded' }, link }],
  })
  expect(await database.attachments.get(ids[0]!)).toMatchObject({ uploadState: 'uploaded', rating: -1 })

  // Undo returns the images that were rated, to show them.
  expect(store.undo()?.ids).toEqual(ids.slice(0, 1))
  expect(store.getState().images.map(({ rating }) => rating)).toEqual([3, 3])
  store.undo()
  await vi.waitFor(async () => expect((await database.attachments.get(ids[1]!))?.rating).toBeUndefined())
  expect(store.undo()).toBeUndefined()
})

test('a rating that no version of Easel writes counts as none', async () => {
  const { store } = await setUp([
    { prompt: 'a', row: { rating: 17 } },
    { prompt: 'b', row: { rating: 'x' as never } },
  ])
  await store.refresh()
  expect(store.getState().images.map(({ rating }) => rating)).toEqual([undefined, undefined])
})

test('deleting marks rows and takes images out of the selection; undoing brings all of it back', async () => {
  const { database, store, ids, deleted } = await setUp([{ prompt: 'a' }, { prompt: 'b' }, { prompt: 'c' }])
  await store.refresh()
  store.select(() => selectOnly(ids[1]!))
  store.remove([ids[1]!])
  expect(show(store)).toEqual(['a', 'c'])
  expect(store.getState().selection.ids.size).toBe(0)
  await vi.waitFor(async () => expect((await database.attachments.get(ids[1]!))?.deletedAt).toBe(NOW))
  await store.refresh()
  expect(show(store)).toEqual(['a', 'c'])

  store.undo()
  expect(show(store)).toEqual(['a', 'b', 'c'])
  await vi.waitFor(async () => expect((await database.attachments.get(ids[1]!))?.deletedAt).toBeUndefined())
  expect(deleted).toEqual([
    [[ids[1]], true],
    [[ids[1]], false],
  ])
})

test('undoing a deletion after the bin has given the image back shows it once', async () => {
  const { data, store, ids } = await setUp([{ prompt: 'one' }, { prompt: 'two' }])
  await store.refresh()
  store.remove([ids[0]!])
  await vi.waitFor(async () => expect((await data.bin.list()).images).toHaveLength(1))
  await data.bin.restore({ chats: [], images: [ids[0]!] })
  await store.refresh()
  expect(show(store)).toEqual(['one', 'two'])
  store.undo()
  expect(show(store)).toEqual(['one', 'two'])
})

test('taking back a new name of the collection that is shown goes on showing its images', async () => {
  const { store, ids } = await setUp([{ prompt: 'one' }, { prompt: 'two' }])
  await store.refresh()
  store.collect([ids[0]!], 'Boats', true)
  store.setFilter({ collection: 'Boats' })
  const undo = store.renameCollection('Boats', 'Ships')
  expect(store.getState().filter.collection).toBe('Ships')
  undo()
  expect(store.getState().filter.collection).toBe('Boats')
  expect(show(store)).toEqual(['one'])
})

test('a database that cannot be read says so, and can be tried again', async () => {
  const { data, store } = await setUp([{ prompt: 'a' }])
  vi.spyOn(data.gallery, 'listIds').mockRejectedValueOnce(new Error('closed'))
  await store.refresh()
  expect(store.getState().reading).toEqual({ status: 'failed' })
  await store.refresh()
  expect(show(store)).toEqual(['a'])
})

test.each<[string, Partial<Filter>, readonly string[]]>([
  ['nothing', {}, ['Café at dusk', 'wide sea', 'tall tree']],
  ['words in any order, without case and accents', { text: 'DUSK cafe' }, ['Café at dusk']],
  ['the prompt as it was rewritten', { text: 'emerald' }, ['tall tree']],
  ['a model', { model: 'openai:gpt-image-2' }, ['wide sea']],
  ['a connection', { connection: 'demo' }, ['Café at dusk', 'tall tree']],
  ['a chat', { chat: 'b' as ChatId }, ['wide sea']],
  ['today', { age: 'today' }, ['Café at dusk']],
  ['a week', { age: 'week' }, ['Café at dusk', 'wide sea', 'tall tree']],
  ['landscape', { shape: 'landscape' }, ['wide sea']],
  ['portrait', { shape: 'portrait' }, ['tall tree']],
  ['square', { shape: 'square' }, ['Café at dusk']],
  ['a least rating', { rating: '3' }, ['wide sea']],
  ['no rating', { rating: 'none' }, ['Café at dusk']],
  ['rejected', { rating: 'rejected' }, ['tall tree']],
  ['never edited', { use: 'unedited' }, ['Café at dusk', 'wide sea', 'tall tree']],
  ['two at once', { connection: 'demo', shape: 'portrait' }, ['tall tree']],
])('a filter by %s', async (_name, change, expected) => {
  const { store } = await setUp([
    { prompt: 'Café at dusk' },
    { prompt: 'wide sea', chat: 'b', model: 'openai:gpt-image-2', row: { width: 300, rating: 4 } },
    { prompt: 'tall tree', row: { height: 300, rating: -1, revisedPrompt: 'an emerald oak' } },
  ])
  await store.refresh()
  store.setFilter(change)
  expect(show(store)).toEqual(expected)
  const { images } = store.getState()
  expect(filterImages(images, NO_FILTER, NOW)).toBe(images)
})

test('an image that was attached to a question counts as edited', async () => {
  const { database, store, ids } = await setUp([{ prompt: 'a' }, { prompt: 'b' }])
  await store.refresh()
  await database.messageAttachments.add({
    messageId: 'q' as MessageId,
    attachmentId: ids[1]!,
    position: 0,
    role: 'reference',
  })
  await store.refresh()
  store.setFilter({ use: 'edited' })
  expect(show(store)).toEqual(['b'])
})

test('a range goes from where it began to either side, and keeps its beginning', () => {
  const order = ['a', 'b', 'c', 'd'] as AttachmentId[]
  const begun = selectOnly(order[1]!)
  const forward = selectRange(begun, order, order[3]!)
  expect([...forward.ids]).toEqual(['b', 'c', 'd'])
  expect([...selectRange(forward, order, order[0]!).ids]).toEqual(['a', 'b'])
  expect([...toggle(forward, order[2]!).ids]).toEqual(['b', 'd'])
  expect([...keepShown(forward, new Set(order.slice(2))).ids]).toEqual(['c', 'd'])
  expect(keepShown(NO_SELECTION, new Set())).toBe(NO_SELECTION)
})

test('keys mean what is chosen, unless the keyboard has gone on to another image', () => {
  const [a, b, c] = ['a', 'b', 'c'] as AttachmentId[]
  const two = toggle(selectOnly(a!), b!)
  expect(listMeant(two, b!)).toEqual([a, b])
  expect(listMeant(moveTo(two, c!), c!)).toEqual([c])
  expect(listMeant(moveTo(two, a!), a!)).toEqual([a, b])
  // After a click removes one from the selection, keys act on the others.
  expect(listMeant(toggle(two, b!), b!)).toEqual([a])
  expect(listMeant(NO_SELECTION, c!)).toEqual([c])
  expect([...returnTo(two, c!).ids]).toEqual([a, b])
  expect([...returnTo(selectOnly(a!), c!).ids]).toEqual([c])
})

test('where an image goes, the keyboard is on the next one that is left, or else on the one before', () => {
  const order = ['a', 'b', 'c', 'd'] as AttachmentId[]
  const left = (...ids: string[]) => keepShown(selectOnly(order[1]!), new Set(ids as AttachmentId[]), () => order)
  expect(left('a', 'd')).toMatchObject({ active: 'd', ids: new Set() })
  expect(left('a')).toMatchObject({ active: 'a' })
  expect(left('b', 'd')).toMatchObject({ active: 'b' })
  expect(left()).toMatchObject({ active: undefined })
})

test.each([
  ['5', { kind: 'rate', rating: 5 }],
  ['0', { kind: 'rate', rating: undefined }],
  ['x', { kind: 'rate', rating: 'rejected' }],
  ['U', { kind: 'undo' }],
  ['6', undefined],
])('the key %s', (key, expected) => {
  const plain = { key, ctrlKey: false, metaKey: false, altKey: false }
  expect(findRatingKey(plain)).toEqual(expected)
  expect(findRatingKey({ ...plain, ctrlKey: true })).toBeUndefined()
})

test('images are put into collections and taken out, which is kept, found, renamed, deleted and taken back', async () => {
  const { store, ids, database } = await setUp([{ prompt: 'one' }, { prompt: 'two' }, { prompt: 'three' }])
  await store.refresh()
  const readRow = async (index: number) => (await database.attachments.get(ids[index]!))?.collections
  const shown = () => store.getState().shown.map(({ prompt }) => prompt)

  store.collect([ids[0]!, ids[1]!], 'Posters', true)
  store.collect([ids[1]!], 'Best', true)
  await vi.waitFor(async () => expect(await readRow(1)).toEqual(['Posters', 'Best']))
  store.setFilter({ collection: 'Posters' })
  expect(shown()).toEqual(['one', 'two'])

  store.renameCollection('Posters', 'Walls')
  expect(store.getState().filter.collection).toBe('Walls')
  expect(shown()).toEqual(['one', 'two'])
  store.renameCollection('Best', 'Walls')
  await vi.waitFor(async () => expect(await readRow(1)).toEqual(['Walls']))
  expect(store.undo()).toBeDefined()
  await vi.waitFor(async () => expect(await readRow(1)).toEqual(['Walls', 'Best']))

  store.collect([ids[0]!], 'Walls', false)
  expect(shown()).toEqual(['two'])
  await vi.waitFor(async () => expect(await readRow(0)).toBeUndefined())
  store.renameCollection('Walls', undefined)
  expect(store.getState().filter.collection).toBeUndefined()
  expect(shown()).toEqual(['one', 'two', 'three'])
  await vi.waitFor(async () => expect(await readRow(1)).toEqual(['Best']))
})

test('an image that its answer writes again stays in its collections', async () => {
  const { data, ids, database } = await setUp([{ prompt: 'one' }])
  await data.gallery.change(new Map([[ids[0]!, { collections: ['Posters'], rating: 4 }]]))
  const attachment = (await database.attachments.get(ids[0]!))!
  const answer = (await database.messages.toArray()).find(({ role }) => role === 'assistant') as AssistantMessageRow
  const { rating: _, collections: __, ...fresh } = attachment
  await data.exchanges.record({
    chat: { id: answer.chatId, title: 'x', createdAt: 1, updatedAt: 1, chosen: {} },
    question: {
      id: 'q' as MessageId,
      chatId: answer.chatId,
      parentId: null,
      role: 'user',
      status: 'done',
      createdAt: 1,
      text: 'x',
    },
    answer: { ...answer, revision: 2 },
    revision: 2,
    inputs: [],
    images: [{ attachment: fresh, link: { messageId: answer.id, attachmentId: attachment.id, position: 0 } }],
  })
  expect(await database.attachments.get(ids[0]!)).toMatchObject({ collections: ['Posters'], rating: 4 })
})

test.each([
  [undefined, []],
  ['Posters', []],
  [
    ['Posters', 1, ' ', 'Posters ', 'a\n b'],
    ['Posters', 'a b'],
  ],
])('stored collections %j are read as %j', (stored, names) => {
  expect(readCollections(stored)).toEqual(names)
})

test('a notice takes back its own step, not the last one, and only once', async () => {
  const { store, ids } = await setUp([{ prompt: 'one' }, { prompt: 'two' }])
  await store.refresh()
  const restore = store.remove([ids[0]!])
  store.rate([ids[1]!], 3)
  restore()
  restore()
  expect(store.getState().shown.map(({ prompt, rating }) => [prompt, rating])).toEqual([
    ['one', undefined],
    ['two', 3],
  ])
  expect(store.undo()).toBeDefined()
  expect(store.getState().shown.map(({ rating }) => rating)).toEqual([undefined, undefined])
  expect(store.undo()).toBeUndefined()
})

test('a collection that gets the name of another one joins it, whatever the case', async () => {
  const { store, ids } = await setUp([{ prompt: 'one' }, { prompt: 'two' }])
  await store.refresh()
  store.collect([ids[0]!], 'Posters', true)
  store.collect([ids[1]!], 'Walls', true)
  store.renameCollection('Walls', 'posters')
  expect(store.getState().images.map(({ collections }) => collections)).toEqual([['Posters'], ['Posters']])
  store.renameCollection('Posters', 'POSTERS')
  expect(store.getState().images.map(({ collections }) => collections)).toEqual([['POSTERS'], ['POSTERS']])
})

test('a search finds images by the words around them as well, within the other filters', async () => {
  const { store, around } = await setUp([
    { prompt: 'a boat for Anna' },
    { prompt: 'peonies' },
    { prompt: 'a jar', chat: 'b' },
    { prompt: 'nails' },
  ])
  around.set('anna', new Set(['m1', 'm2'] as MessageId[]))
  await store.refresh()
  store.setFilter({ text: 'anna' })

  expect(show(store)).toEqual(['a boat for Anna'])
  await vi.waitFor(() => expect(show(store)).toEqual(['a boat for Anna', 'peonies', 'a jar']))
  store.setFilter({ chat: 'b' as ChatId })
  expect(show(store)).toEqual(['a jar'])
  store.setFilter({ chat: undefined, text: 'nails' })
  expect(show(store)).toEqual(['nails'])
  store.setFilter({ text: '' })
  expect(show(store)).toHaveLength(4)
})

test('versions are folded into the newest that passes the filter, and opening one shows them all beside each other', async () => {
  const { store, ids } = await setUp([
    { prompt: 'boat, third', question: 'q1' },
    { prompt: 'jar', question: 'q2' },
    { prompt: 'boat, second', question: 'q1', row: { rating: 5 } },
    { prompt: 'boat, first', question: 'q1', row: { rating: 5 } },
  ])
  await store.refresh()
  expect(store.getState().folds.size).toBe(0)
  store.select(() => selectOnly(ids[2]!))
  store.setFolding(true)

  expect(show(store)).toEqual(['boat, third', 'jar'])
  expect(store.getState().matching).toBe(4)
  expect([...store.getState().folds]).toEqual([[ids[0], { count: 3, isOpen: false }]])
  // Images that aren't shown aren't selected, so nothing is deleted unseen.
  expect(store.getState().selection.ids.size).toBe(0)
  store.openFold(store.getState().shown[0]!, true)
  expect(show(store)).toEqual(['boat, third', 'boat, second', 'boat, first', 'jar'])
  store.openFold(store.getState().shown[0]!, false)
  store.setFilter({ rating: '5' })
  expect(show(store)).toEqual(['boat, second'])
  expect(store.getState().matching).toBe(2)
  expect([...store.getState().folds]).toEqual([[ids[2], { count: 2, isOpen: false }]])
  store.setFilter({ rating: 'any' })
  store.setFolding(false)
  expect(show(store)).toHaveLength(4)
})
