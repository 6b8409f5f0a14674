import { beforeEach, expect, it } from 'vitest'
import type { PromptId } from '@shared/ids'
import { createPromptFile, toContent } from '@shared/prompt-library'
import { Page } from '../../../../../tests/support/page/archived-page'
import { findPrompts, listFolders } from './find-prompts'
import { createPromptLibrary, listAll, type PromptLibrary } from './library'

let page: Page
let library: PromptLibrary

function openLibrary(): PromptLibrary {
  let time = 100
  let last = 0
  return createPromptLibrary({
    repository: async () => page.data.prompts,
    now: () => (time += 1),
    createId: () => `p${(last += 1)}` as PromptId,
  })
}

beforeEach(async () => {
  page = await new Page().open()
  library = openLibrary()
  await library.getState().refresh()
})

const titles = (): readonly string[] => (library.getState().prompts ?? []).map(({ title }) => title)

it('keeps prompts by folder and title, and refuses one without a text', async () => {
  const { save } = library.getState()
  await save({ title: 'b', text: 'two' })
  await save({ title: 'z', text: 'three', folder: 'Photos' })
  await save({ title: 'a', text: 'one' })
  expect(await save({ title: 'empty', text: ' \n' })).toBe(false)
  expect(titles()).toEqual(['a', 'b', 'z'])
  expect(listFolders(library.getState().prompts ?? [])).toEqual(['Photos'])
  expect(await page.data.prompts.all()).toHaveLength(3)
})

it('changes one in its place, and keeps when it was made', async () => {
  const { save } = library.getState()
  await save({ title: 'a', text: 'one', folder: 'F' })
  const [before] = library.getState().prompts ?? []
  await save({ title: 'a', text: 'changed' }, before?.id)
  const [after] = await page.data.prompts.all()
  expect(after).toMatchObject({ id: before?.id, text: 'changed', createdAt: before?.createdAt })
  expect(after?.folder).toBeUndefined()
})

it('deletes with a way back', async () => {
  await library.getState().save({ title: 'a', text: 'one' })
  const before = await page.data.prompts.all()
  await library.getState().delete(before[0]!.id)
  expect(titles()).toEqual([])
  expect(await page.data.prompts.all()).toEqual([])
  await library.getState().undoDeletion()
  expect(titles()).toEqual(['a'])
  expect((await page.data.prompts.all()).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
})

it('imports a file twice without doubles, and changes nothing that is there', async () => {
  const { save, importFile } = library.getState()
  await save({ title: 'a', text: 'mine', folder: 'F' })
  const file = JSON.stringify([{ title: 'a', text: 'mine' }, { title: 'a', text: 'other' }, 3])
  expect(await importFile(file)).toEqual({ kind: 'done', added: 1, doubles: 1, unreadable: 1 })
  expect(await importFile(file)).toEqual({ kind: 'done', added: 0, doubles: 2, unreadable: 1 })
  expect((await page.data.prompts.all()).map(({ text, folder }) => [text, folder])).toEqual([
    ['mine', 'F'],
    ['other', undefined],
  ])
})

it('brings prompts back from the archive when the database was deleted, and deleted ones stay deleted', async () => {
  const { save } = library.getState()
  await save({ title: 'kept', text: 'one {x: 1, 2}', folder: 'F' })
  await save({ title: 'deleted', text: 'two' })
  await library.getState().delete((await page.data.prompts.all()).find(({ title }) => title === 'deleted')!.id)
  const before = await page.data.prompts.all()
  await page.data.archived()
  await page.wipe()
  await page.open()
  expect(await page.data.prompts.all()).toEqual(before)
})

it('finds by the title first, then by words of folder and text in any order', async () => {
  const { save } = library.getState()
  await save({ title: 'Grüße', text: 'write a harbor letter' })
  await save({ title: 'Harbor', text: 'boats' })
  await save({ title: 'Other', text: 'nothing', folder: 'Letters' })
  const all = library.getState().prompts ?? []
  const find = (query: string): readonly string[] => findPrompts(all, query).map(({ title }) => title)
  expect(find('harbor')).toEqual(['Harbor', 'Grüße'])
  expect(find('letter harbor')).toEqual(['Grüße'])
  expect(find('gruss')).toEqual(['Grüße'])
  expect(find('letters')).toEqual(['Other'])
  expect(find('nowhere')).toEqual([])
})

it('keeps styles apart from prompts, also those that have words for images only, and exports and imports them', async () => {
  const { save } = library.getState()
  await save({ title: 'a', text: 'one' })
  await save({ title: 'Ink', text: '', style: { imageWords: { after: 'ink drawing' } } })
  await save({ title: 'Short', text: 'Be brief.', style: {} })
  expect(await save({ title: 'Nothing', text: ' ', style: {} })).toBe(false)
  expect(titles()).toEqual(['a'])
  expect(library.getState().styles?.map(({ title }) => title)).toEqual(['Ink', 'Short'])
  const file = createPromptFile(listAll(library.getState()).map(toContent))

  const [ink] = library.getState().styles ?? []
  await library.getState().delete(ink!.id)
  expect(library.getState().styles).toHaveLength(1)
  expect(await library.getState().importFile(file)).toEqual({ kind: 'done', added: 1, doubles: 2, unreadable: 0 })
  await library.getState().refresh()
  expect(library.getState().styles?.map(({ title, style }) => [title, style])).toEqual([
    ['Ink', { imageWords: { after: 'ink drawing' } }],
    ['Short', {}],
  ])
})

it('a style comes back from the archive when the database was deleted', async () => {
  await library.getState().save({ title: 'Ink', text: '', style: { imageWords: { after: 'ink drawing' } } })
  await page.data.archived()
  await page.wipe()
  page = await new Page(page.archive, page.name).open()
  library = openLibrary()
  await library.getState().refresh()
  expect(library.getState().styles).toMatchObject([{ title: 'Ink', style: { imageWords: { after: 'ink drawing' } } }])
})
