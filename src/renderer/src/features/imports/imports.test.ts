/**
 * Imports other apps' exports, in their real formats, into rows that Easel shows; importing again adds only what is
 * new.
 */
import 'fake-indexeddb/auto'
import { afterEach, expect, test } from 'vitest'
import { EaselDatabase, openDatabase } from '@/data/database'
import { ImportRepository } from '@/data/import-repository'
import type { ObjectHash } from '@shared/ids'
import type { ImageFile } from '@shared/request'
import { arrangeChat, type ChatRows } from './arrange-chat'
import type { ForeignChat, Source } from './foreign-chat'
import { importChats, type ImportReport } from './import-chats'
import { openExport, UnreadableExport, type ExportFiles, type OpenedExport } from './read-export'

const databases: EaselDatabase[] = []
afterEach(() => databases.splice(0).forEach((database) => database.close()))

function aFile(name: string): ImageFile {
  const hash = [...name]
    .map((letter) => letter.charCodeAt(0).toString(16))
    .join('')
    .padEnd(64, '0')
    .slice(0, 64)
  return { hash: hash as ObjectHash, format: 'png', width: 8, height: 6, bytes: 70 }
}

function files(contents: Readonly<Record<string, unknown>>): ExportFiles {
  return {
    names: Object.keys(contents),
    read: async (name) =>
      new Blob([typeof contents[name] === 'string' ? contents[name] : JSON.stringify(contents[name])]),
  }
}

function show({ messages, images }: ChatRows): readonly string[] {
  return messages.map((row) => {
    const own = images.filter(({ link }) => link.messageId === row.id).length
    return `${row.role}: ${row.text}${own > 0 ? ` [${own} images]` : ''}`
  })
}

async function arrange(opened: OpenedExport, index = 0): Promise<ChatRows> {
  return arrangeChat(
    opened.source,
    opened.chats[index]!,
    (name) => (name === 'file-gone' ? undefined : aFile(name)),
    'Untitled',
  )
}

const node = (id: string, parent: string | null, children: readonly string[], message?: object) => ({
  id,
  parent,
  children,
  message: message ?? null,
})
const said = (role: string, parts: readonly unknown[], more: object = {}) => ({
  author: { role },
  create_time: 1_700_000_000.5,
  recipient: 'all',
  content: { content_type: parts.every((part) => typeof part === 'string') ? 'text' : 'multimodal_text', parts },
  metadata: {},
  ...more,
})

const chatGpt = {
  conversation_id: 'c1',
  title: 'A lighthouse',
  create_time: 1_700_000_000,
  update_time: 1_700_000_900,
  current_node: 'again',
  mapping: {
    root: node('root', null, ['system']),
    system: node('system', 'root', ['ask'], said('system', [''])),
    ask: node(
      'ask',
      'system',
      ['call', 'again'],
      said('user', [{ content_type: 'image_asset_pointer', asset_pointer: 'file-service://file-Ab12' }, 'Paint this'], {
        metadata: {
          attachments: [
            { id: 'file-Ab12', name: 'a.png' },
            { id: 'file-Zz', name: 'notes.pdf' },
          ],
        },
      }),
    ),
    call: node('call', 'ask', ['made'], said('assistant', ['{"prompt":"x"}'], { recipient: 'dalle.text2im' })),
    made: node(
      'made',
      'call',
      ['words'],
      said('tool', [
        {
          content_type: 'image_asset_pointer',
          asset_pointer: 'sediment://file_9',
          metadata: { dalle: { prompt: 'A tall lighthouse' } },
        },
      ]),
    ),
    words: node(
      'words',
      'made',
      ['thanks'],
      said('assistant', ['Here it is.\uE200cite\uE202turn0\uE201'], { metadata: { model_slug: 'gpt-4o' } }),
    ),
    thanks: node('thanks', 'words', [], said('user', ['Thanks'])),
    again: node('again', 'ask', [], said('assistant', ['Another try.'])),
  },
}

test('a tree of ChatGPT becomes questions and versions of answers, with images, the model and what was on screen', async () => {
  const opened = await openExport(files({ 'export/conversations.json': [chatGpt, { title: 'broken' }] }))
  expect([opened.source, opened.chats.length, opened.unreadable]).toEqual(['chatgpt', 1, 1])
  const rows = await arrange(opened)
  expect(show(rows)).toEqual([
    'user: Paint this [1 images]',
    'assistant: Another try.',
    'assistant: Here it is. [1 images]',
    'user: Thanks',
  ])
  const [question, again, first, thanks] = rows.messages
  expect(rows.chat).toMatchObject({ title: 'A lighthouse', createdAt: 1_700_000_000_000, updatedAt: 1_700_000_900_000 })
  expect(rows.chat.chosen).toEqual({ root: question!.id, [question!.id]: again!.id })
  expect(first).toMatchObject({
    parentId: question!.id,
    model: 'openai:gpt-4o',
    importedFrom: 'ChatGPT',
    parts: [{ type: 'image' }, { type: 'text', text: 'Here it is.' }],
  })
  expect(thanks).toMatchObject({ parentId: first!.id })
  expect(rows.images.map(({ attachment, link }) => [attachment.revisedPrompt, link.role])).toEqual([
    [undefined, 'context'],
    ['A tall lighthouse', undefined],
  ])
  expect(opened.chats[0]!.leftOut).toEqual({ files: 1, recordings: 0, toolCalls: 1 })
})

test('the file of an image is found by its id, and not by that of another one', async () => {
  const names = {
    'conversations.json': [chatGpt],
    'file-Ab123-x.png': 'other',
    'dalle-generations/file-Ab12-y.webp': 'own',
  }
  const opened = await openExport(files(names))
  expect(await (await opened.findImage('file-Ab12'))?.text()).toBe('own')
  expect(await opened.findImage('file-none')).toBeUndefined()
})

test('conversations of Claude follow their parents where they are named, and each other where not', async () => {
  const message = (uuid: string, sender: string, text: string, more: object = {}) => ({
    uuid,
    sender,
    text,
    content: [{ type: 'text', text }],
    created_at: '2026-01-02T03:04:05Z',
    ...more,
  })
  const chat = {
    uuid: 'k',
    name: '',
    created_at: '2026-01-02T03:04:05Z',
    updated_at: '2026-01-02T04:00:00Z',
    chat_messages: [
      message('a', 'human', 'Hello', { attachments: [{ file_name: 'a.md', extracted_content: '```x```' }] }),
      message('b', 'assistant', '', {
        content: [
          { type: 'thinking', thinking: 'Hm.' },
          { type: 'text', text: 'Hi' },
        ],
      }),
      message('c', 'human', 'One', { parent_message_uuid: 'b' }),
      message('d', 'human', 'Two', { parent_message_uuid: 'b', files: [{ file_name: 'x.png' }] }),
    ],
  }
  const opened = await openExport(files({ 'conversations.json': [chat], 'users.json': [] }))
  const rows = await arrange(opened)
  expect(opened.source).toBe('claude')
  expect(rows.chat.title).toBe('a.md ```` ```x``` ```` Hello')
  expect(show(rows)).toEqual(['user: a.md\n````\n```x```\n````\n\nHello', 'assistant: Hi', 'user: One', 'user: Two'])
  expect(rows.messages[1]).toMatchObject({
    importedFrom: 'Claude',
    parts: [
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: 'Hi' },
    ],
  })
  expect(rows.messages[2]!.parentId).toBe(rows.messages[1]!.id)
  expect(rows.messages[3]!.parentId).toBe(rows.messages[1]!.id)
  expect(opened.chats[0]!.leftOut.files).toBe(1)
})

test('backups of Cherry Studio and of Chatbox are told apart and read', async () => {
  const cherry = {
    localStorage: {
      'persist:cherry-studio': JSON.stringify({
        assistants: JSON.stringify({ assistants: [{ topics: [{ id: 't', name: 'Boats' }] }] }),
      }),
    },
    indexedDB: {
      topics: [
        {
          id: 't',
          messages: [
            { id: 'm', role: 'user', blocks: ['x'] },
            { id: 'n', role: 'assistant', blocks: ['y'] },
          ],
        },
      ],
      message_blocks: [
        { id: 'x', type: 'main_text', content: 'A boat?' },
        { id: 'y', type: 'image', file: { id: 'pic' } },
      ],
    },
  }
  const opened = await openExport(files({ 'data.json': cherry, 'Data/Files/pic.png': 'bytes' }))
  const rows = await arrange(opened)
  expect([opened.source, rows.chat.title, show(rows)]).toEqual([
    'cherry',
    'Boats',
    ['user: A boat?', 'assistant:  [1 images]'],
  ])

  const session = {
    id: 's',
    name: 'Inbox',
    messages: [
      { id: '0', role: 'system', contentParts: [{ type: 'text', text: 'Be kind.' }] },
      { id: '1', role: 'user', contentParts: [{ type: 'text', text: 'Hi' }], timestamp: 1_700_000_000_000 },
      { id: '2', role: 'assistant', content: 'Hello' },
    ],
  }
  for (const backup of [{ 'chat-sessions-list': [], 'session:s': session }, { 'chat-sessions': [session] }]) {
    const chatbox = await openExport(files({ 'export.json': backup }))
    expect([chatbox.source, show(await arrange(chatbox))]).toEqual(['chatbox', ['user: Hi', 'assistant: Hello']])
  }
})

test('of several models that Cherry Studio asked at once each keeps its answer and its name, and the chat goes on after the one on screen', async () => {
  const said = (id: string, role: string, more: object = {}) => ({ id, role, blocks: [`${id}-b`], ...more })
  const messages = [
    said('q1', 'user'),
    said('a1', 'assistant', { askId: 'q1', model: { id: 'gpt-4o', name: 'GPT-4o' } }),
    said('a2', 'assistant', { askId: 'q1', model: { id: 'deepseek/v3' }, foldSelected: true }),
    said('q2', 'user'),
    said('a3', 'assistant', { askId: 'q2', modelId: 'qwen\n3' }),
  ]
  const blocks = messages.map(({ id }) => ({ id: `${id}-b`, type: 'main_text', content: id }))
  const file = { id: 'a3-f', type: 'file', file: { id: 'pdf' } }
  const backup = {
    indexedDB: {
      topics: [
        {
          id: 't',
          messages: messages.map((message) =>
            message.id === 'a3' ? { ...message, blocks: ['a3-b', 'a3-f'] } : message,
          ),
        },
      ],
      message_blocks: [...blocks, file],
    },
  }
  const opened = await openExport(files({ 'data.json': backup }))
  const { messages: rows, chat } = await arrange(opened)
  const find = (text: string) => rows.find((row) => row.text === text)!
  expect(rows.map((row) => [row.text, 'model' in row ? row.model : '', row.parentId])).toEqual(
    expect.arrayContaining([
      ['q1', '', null],
      ['a1', 'imported:GPT-4o', find('q1').id],
      ['a2', 'imported:deepseek/v3', find('q1').id],
      ['q2', '', find('a2').id],
      ['a3', 'imported:qwen 3', find('q2').id],
    ]),
  )
  expect(rows).toHaveLength(5)
  expect(chat.chosen?.[find('q1').id]).toBe(find('a2').id)
  expect(opened.chats[0]!.leftOut).toMatchObject({ files: 1 })
})

test('forks of Chatbox become versions, its threads chats, and its models keep their names', async () => {
  const said = (id: string, role: string, more: object = {}) => ({ id, role, content: id, ...more })
  const session = {
    id: 's',
    name: 'Boats',
    messages: [said('q1', 'user'), said('a1', 'assistant', { model: 'OpenAI API (gpt-4o)' }), said('q2', 'user')],
    messageForksHash: {
      // This one is in the other fork, so it's found only after that is read.
      'q1-b': { position: 1, lists: [{ messages: [said('a1-c', 'assistant')] }, { messages: [] }] },
      q1: { position: 1, lists: [{ messages: [said('a1-b', 'assistant'), said('q1-b', 'user')] }, { messages: [] }] },
    },
    threads: [
      { id: 'th', name: 'Before', messages: [said('q0', 'user'), said('a0', 'assistant', { files: [{}] })] },
      'broken',
    ],
  }
  const opened = await openExport(files({ 'export.json': { 'chat-sessions-list': [], 'session:s': session } }))
  expect([opened.chats.map(({ title }) => title), opened.unreadable]).toEqual([['Boats', 'Before'], 1])
  const { messages: rows, chat } = await arrange(opened)
  const find = (text: string) => rows.find((row) => row.text === text)!
  expect(Object.fromEntries(rows.map((row) => [row.text, row.parentId]))).toEqual({
    q1: null,
    a1: find('q1').id,
    q2: find('a1').id,
    'a1-b': find('q1').id,
    'q1-b': find('a1-b').id,
    'a1-c': find('q1-b').id,
  })
  expect(find('a1')).toMatchObject({ model: 'imported:OpenAI API (gpt-4o)' })
  expect(find('a1-b')).toMatchObject({ model: 'openai:unknown' })
  expect(chat.chosen?.[find('q1').id]).toBe(find('a1').id)
  expect(opened.chats[1]!.leftOut.files).toBe(1)
})

test('turns of one side become one, a greeting gets an empty question, and a very deep chat is no trouble', async () => {
  const deep: ForeignChat['messages'] = Array.from({ length: 20_000 }, (_, index) => ({
    id: String(index),
    parent: index === 0 ? null : String(index - 1),
    role: Math.floor(index / 2) % 2 === 0 ? 'assistant' : 'user',
    createdAt: index,
    parts: [{ type: 'text', text: String(index) }],
  }))
  const chat = {
    key: 'k',
    title: '',
    createdAt: 0,
    updatedAt: 0,
    messages: deep,
    leftOut: { files: 0, recordings: 0, toolCalls: 0 },
  }
  const rows = await arrangeChat('chatgpt', chat, () => undefined, 'Untitled')
  expect(show(rows).slice(0, 3)).toEqual(['user: ', 'assistant: 0\n\n1', 'user: 2\n\n3'])
  expect(rows.messages).toHaveLength(10_001)
})

test.each([
  ['no export', { 'a.txt': 'x' }, 'unknown'],
  ['other JSON', { 'a.json': [1, 2] }, 'unknown'],
  ['a text', { 'export.json': 'Dear diary' }, 'unknown'],
  ['broken JSON', { 'conversations.json': '[{' }, 'damaged'],
])('%s is told as that', async (_, contents, problem) => {
  await expect(openExport(files(contents))).rejects.toEqual(new UnreadableExport(problem as 'unknown'))
})

async function bringIn(repository: ImportRepository, source: Source, chat: ForeignChat): Promise<ImportReport> {
  return importChats(source, [0], {
    reader: {
      readChat: async () => chat,
      readImage: async (name) => (name === 'file-gone' ? undefined : new Blob([name])),
    },
    repository,
    storeImage: async (file) => aFile(await file.text()),
    untitled: 'Untitled',
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
}

test('importing twice adds nothing, a longer export adds what is new, and a deleted chat stays deleted', async () => {
  const database = new EaselDatabase(crypto.randomUUID())
  databases.push(database)
  await openDatabase(undefined, database)
  const repository = new ImportRepository(database)
  const { chats } = await openExport(files({ 'conversations.json': [chatGpt] }))
  const chat = chats[0]!
  const shorter = { ...chat, messages: chat.messages.filter(({ id }) => id !== 'thanks') }

  expect((await bringIn(repository, 'chatgpt', shorter)).outcomes).toMatchObject({ added: 1 })
  const rows = await database.messages.toArray()
  await database.chats.toCollection().modify({ title: 'My title' })
  expect((await bringIn(repository, 'chatgpt', shorter)).outcomes).toMatchObject({ added: 0, known: 1 })
  expect(await database.messages.toArray()).toEqual(rows)
  expect((await bringIn(repository, 'chatgpt', chat)).outcomes).toMatchObject({ continued: 1 })
  expect(await database.messages.count()).toBe(rows.length + 1)
  expect(await database.attachments.count()).toBe(2)
  expect((await database.chats.toArray()).map(({ title }) => title)).toEqual(['My title'])

  await database.chats.toCollection().modify({ deletedAt: 5 })
  expect((await bringIn(repository, 'chatgpt', chat)).outcomes).toMatchObject({ deleted: 1, continued: 0 })
})

test('an image that the export lacks is counted, and the rest comes in', async () => {
  const database = new EaselDatabase(crypto.randomUUID())
  databases.push(database)
  await openDatabase(undefined, database)
  const gone: ForeignChat = {
    key: 'k',
    title: 'x',
    createdAt: 1,
    updatedAt: 1,
    messages: [
      {
        id: 'a',
        parent: null,
        role: 'user',
        createdAt: 1,
        parts: [
          { type: 'image', name: 'file-gone' },
          { type: 'text', text: 'See' },
        ],
      },
    ],
    leftOut: { files: 0, recordings: 0, toolCalls: 0 },
  }
  const report = await bringIn(new ImportRepository(database), 'chatgpt', gone)
  expect(report).toMatchObject({ messages: 1, images: 0, missingImages: 1 })
})
