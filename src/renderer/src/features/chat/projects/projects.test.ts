import { expect, test } from 'vitest'
import type { ChatId } from '@shared/ids'
import { A_FAILURE, DEFAULT_SEND, openPage, TEXT_MODEL } from '../../../../../../tests/support/page/chat-page'
import { getOpenProject } from './project-instructions'
import { listSections, findNeighborChat } from './sections'

const NOW = 5_000

test('a chat that begins in a project is listed there, and its text models get the project’s instructions first', async () => {
  const { bridge, chat, rest } = openPage()
  await rest()
  const id = chat.getState().createProject({ title: '  Harbour\n book ', instructions: ' Write in verse. ' })
  chat.getState().newChat(id)
  chat.getState().saveSettings(null, { instructions: 'Two lines.' })
  chat.getState().send({ ...DEFAULT_SEND, model: TEXT_MODEL })
  await rest()
  expect(bridge.listInputs('runs.start')).toMatchObject([
    { request: { instructions: 'Write in verse.\n\nTwo lines.' } },
  ])
  const [section] = listSections(chat.getState(), NOW)
  expect(section).toMatchObject({ kind: 'project', project: { title: 'Harbour book' }, chats: [{ projectId: id }] })
  // The chat's own settings don't change.
  expect(chat.getState().chats[0]?.settings).toEqual({ instructions: 'Two lines.' })
  expect(chat.getState().newChatProject).toBeUndefined()
})

test('projects, and which chats are in them or archived, outlive the page', async () => {
  const first = openPage({ name: 'projects-kept' })
  await first.rest()
  const id = first.chat.getState().createProject({ title: 'Book', instructions: 'Be brief.' })
  first.chat.getState().changeProject(id, { title: 'The book', isFolded: true })
  first.chat.getState().send(DEFAULT_SEND)
  await first.rest()
  const chatId = first.chat.getState().chats[0]?.id as ChatId
  first.chat.getState().moveChat(chatId, id)
  first.chat.getState().archiveChat(chatId, true)
  await first.rest()

  const { chat, rest } = openPage({ name: 'projects-kept' })
  await rest()
  expect(chat.getState().projects).toMatchObject([{ id, title: 'The book', instructions: 'Be brief.', isFolded: true }])
  expect(chat.getState().chats).toMatchObject([{ id: chatId, projectId: id, archivedAt: NOW }])
  expect(listSections(chat.getState(), NOW).map(({ kind, chats }) => [kind, chats.length])).toEqual([
    ['project', 0],
    ['archived', 1],
  ])
})

test('the chats of a deleted project stay outside of it, and are in it again after Undo', async () => {
  const { chat, rest } = openPage()
  await rest()
  const id = chat.getState().createProject({ title: 'Book' })
  chat.getState().newChat(id)
  chat.getState().send(DEFAULT_SEND)
  await rest()
  const restore = chat.getState().deleteProject(id)
  chat.reload()
  await rest()
  expect(chat.getState().projects).toEqual([])
  expect(listSections(chat.getState(), NOW)).toMatchObject([{ kind: 'age', chats: [{}] }])
  restore()
  await rest()
  expect(listSections(chat.getState(), NOW)).toMatchObject([{ kind: 'project', chats: [{}] }])
})

test('going to the next chat passes over archived ones', () => {
  const chats = ['a', 'b', 'c'].map((id) => ({
    id: id as ChatId,
    title: id,
    createdAt: 1,
    updatedAt: 1,
    ...(id === 'b' && { archivedAt: 1 }),
  }))
  expect(findNeighborChat({ chats, projects: [], openChatId: 'a' as ChatId }, 1, NOW)).toBe('c')
})

test('the project of a new chat that wasn’t sent is kept over a reload, and given up where a new chat begins in none', async () => {
  const first = openPage({ name: 'projects-unsent' })
  await first.rest()
  const id = first.chat.getState().createProject({ title: 'Book', instructions: 'Be brief.' })
  first.chat.getState().newChat(id)
  await first.rest()
  first.session.flush()

  const second = openPage({ name: 'projects-unsent', storage: first.storage })
  await second.rest()
  expect(getOpenProject(second.chat.getState())).toMatchObject({ id, title: 'Book' })
  second.chat.getState().send(DEFAULT_SEND)
  await second.rest()
  expect(second.chat.getState().chats).toMatchObject([{ projectId: id }])
  expect(second.session.current.project).toBeUndefined()

  second.chat.getState().newChat(id)
  second.chat.getState().newChat()
  expect(second.session.current.project).toBeUndefined()
})

test('what main refuses leaves the new chat in its project', async () => {
  const { bridge, chat, session, rest } = openPage()
  await rest()
  const id = chat.getState().createProject({ title: 'Book' })
  chat.getState().newChat(id)
  bridge.refuse('runs.start', A_FAILURE)
  chat.getState().send(DEFAULT_SEND)
  await rest()
  expect(getOpenProject(chat.getState())).toMatchObject({ id })
  expect(session.current.project).toBe(id)
})

test('main is told which project is asked in, and of none that was deleted', async () => {
  const { bridge, chat, rest } = openPage()
  await rest()
  const id = chat.getState().createProject({ title: 'Book' })
  chat.getState().newChat(id)
  chat.getState().send(DEFAULT_SEND)
  await rest()
  chat.getState().deleteProject(id)
  chat.getState().send(DEFAULT_SEND)
  await rest()
  const places = bridge.listInputs('runs.start').map(({ place }) => place.projectId)
  expect(places).toEqual([id, undefined])
})
