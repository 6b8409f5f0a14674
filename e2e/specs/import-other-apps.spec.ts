/** Chats from exports of Claude, Cherry Studio and Chatbox. */
import { writeFile } from 'node:fs/promises'
import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js'
import { readRows } from '../database'
import { answerFolderDialog } from '../dialogs'
import { expect, test } from '../fixtures'
import { soundPng } from '../stand-ins/images'

const image = soundPng({ width: 320, height: 200, seed: 9 })

async function zip(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const writer = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false })
  for (const [name, content] of Object.entries(files)) {
    await writer.add(
      name,
      typeof content === 'string' ? new TextReader(content) : new Uint8ArrayReader(new Uint8Array(content)),
    )
  }
  return Buffer.from(await (await writer.close()).arrayBuffer())
}

const claudeChat = (uuid: string, name: string) => ({
  uuid,
  name,
  created_at: '2026-03-01T10:00:00.000000Z',
  updated_at: '2026-03-01T10:05:00.000000Z',
  chat_messages: [
    {
      uuid: `${uuid}-1`,
      sender: 'human',
      created_at: '2026-03-01T10:00:00.000000Z',
      text: 'Plan a harbor',
      attachments: [{ file_name: 'notes.txt', extracted_content: 'Depth: 12 m' }],
      files: [{ file_name: 'photo.png' }],
    },
    {
      uuid: `${uuid}-2`,
      sender: 'assistant',
      created_at: '2026-03-01T10:01:00.000000Z',
      content: [
        { type: 'thinking', thinking: 'Deep water first.' },
        { type: 'text', text: 'Here is a plan.' },
      ],
    },
  ],
})

const cherryTopic = (id: string) => ({
  id,
  messages: [
    { id: `${id}-1`, role: 'user', createdAt: '2026-03-01T10:00:00.000Z', blocks: [`${id}-b1`] },
    {
      id: `${id}-2`,
      role: 'assistant',
      createdAt: '2026-03-01T10:01:00.000Z',
      model: { id: 'gpt-4o', name: 'GPT-4o' },
      blocks: [`${id}-b2`, `${id}-b3`],
    },
  ],
})
const cherryBlocks = (id: string) => [
  { id: `${id}-b1`, type: 'main_text', content: 'Plan a harbor' },
  { id: `${id}-b2`, type: 'main_text', content: 'Here is a plan.' },
  { id: `${id}-b3`, type: 'image', file: { id: 'harbor-file' } },
]
const cherryNames = JSON.stringify({
  assistants: JSON.stringify({
    assistants: [
      {
        prompt: 'Be kind.',
        topics: [
          { id: 't1', name: 'Plans for a harbor' },
          { id: 't2', name: 'Not wanted' },
        ],
      },
    ],
  }),
})

const chatboxSession = (id: string, name: string) => ({
  id,
  name,
  messages: [
    { id: `${id}-0`, role: 'system', content: 'Be kind.' },
    {
      id: `${id}-1`,
      role: 'user',
      timestamp: 1_772_000_000_000,
      contentParts: [{ type: 'text', text: 'Plan a harbor' }],
    },
    {
      id: `${id}-2`,
      role: 'assistant',
      model: 'DeepSeek (deepseek-chat)',
      timestamp: 1_772_000_060_000,
      contentParts: [
        { type: 'text', text: 'Here is a plan.' },
        { type: 'image', storageKey: 'picture:gone' },
      ],
    },
  ],
})

const EXPORTS = [
  {
    app: 'Claude',
    name: 'claude.zip',
    make: () =>
      zip({
        'conversations.json': JSON.stringify([
          claudeChat('c-1', 'Plans for a harbor'),
          claudeChat('c-2', 'Not wanted'),
          { uuid: 'broken' },
        ]),
        'users.json': '[]',
      }),
    unreadable: ' 1 more couldn’t be read.',
    report: /1 attached file\./,
    hasImage: false,
    instructions: '',
    facts: 'Imported from Claude',
  },
  {
    app: 'Cherry Studio',
    name: 'cherry.zip',
    make: () =>
      zip({
        'data.json': JSON.stringify({
          time: 1,
          version: 5,
          localStorage: { 'persist:cherry-studio': cherryNames },
          indexedDB: {
            topics: [cherryTopic('t1'), cherryTopic('t2')],
            message_blocks: [...cherryBlocks('t1'), ...cherryBlocks('t2')],
          },
        }),
        'Data/Files/harbor-file.png': image,
      }),
    unreadable: '',
    report: /1 chat imported from Cherry Studio\./,
    hasImage: true,
    instructions: 'Be kind.',
    facts: /^GPT-4oImported from Cherry Studio/,
  },
  {
    app: 'Chatbox',
    name: 'chatbox.json',
    make: () =>
      Promise.resolve(
        Buffer.from(
          JSON.stringify({
            'session:s1': chatboxSession('s1', 'Plans for a harbor'),
            'session:s2': chatboxSession('s2', 'Not wanted'),
            'session:s3': 'broken',
            'chat-sessions-list': [],
          }),
        ),
      ),
    unreadable: ' 1 more couldn’t be read.',
    report: /1 image that the export doesn’t contain\./,
    hasImage: false,
    instructions: 'Be kind.',
    facts: 'DeepSeek (deepseek-chat)Imported from Chatbox',
  },
] as const

for (const { app: source, name, make, unreadable, report, hasImage, instructions, facts } of EXPORTS) {
  test(`${source}: chats are previewed and chosen, come in once, and what could not be read is said`, async ({
    app,
    profile,
  }) => {
    const { window, chat, settings } = app
    const dialog = window.getByRole('dialog', { name: 'Import', exact: true })
    const path = profile.beside(name)
    await writeFile(path, await make())
    await answerFolderDialog(app, path)
    const open = async () => {
      await settings.open()
      await settings.turnTo('Data')
      await settings.root.getByRole('button', { name: 'Import…', exact: true }).click()
      await expect(dialog.getByRole('status')).toHaveText(`2 chats from ${source}.${unreadable}`)
      await dialog.getByRole('checkbox', { name: /^Not wanted/ }).uncheck()
    }
    await open()
    await dialog.getByRole('button', { name: 'Import 1 chat', exact: true }).click()
    await expect(dialog).toContainText(`1 chat imported from ${source}.`)
    await expect(dialog).toContainText(report)
    await dialog.getByRole('button', { name: 'Done', exact: true }).click()
    await window.keyboard.press('Escape')

    await chat.open('Plans for a harbor')
    await expect(chat.questions.first()).toContainText('Plan a harbor')
    await expect(chat.lastAnswer.root).toContainText('Here is a plan.')
    // The model's name as given in the export, or none. Facts are only separated by layout.
    await expect(chat.lastAnswer.root.getByRole('group', { name: 'Facts' })).toHaveText(facts)
    await expect(chat.lastAnswer.root.getByRole('button', { name: 'Try another model' })).toBeVisible()
    await expect(chat.sidebar.root.getByRole('link', { name: 'Not wanted' })).toHaveCount(0)
    await expect(chat.lastAnswer.root.locator('[data-attachment-id] img')).toHaveCount(hasImage ? 1 : 0)
    // The imported system prompt applies here, too.
    await window.getByRole('button', { name: 'Chat settings' }).click()
    const told = window.getByRole('dialog', { name: 'Chat settings' })
    await expect(told.getByRole('textbox', { name: 'Instructions' })).toHaveValue(instructions)
    await window.keyboard.press('Escape')
    const rows = await readRows(window, 'messages')
    await open()
    await dialog.getByRole('button', { name: 'Import 1 chat', exact: true }).click()
    await expect(dialog).toContainText('1 chat was here already.')
    expect(await readRows(window, 'messages')).toEqual(rows)
  })
}

test('an import goes on by keyboard from step to step, and finds chats among many as the search does', async ({
  app,
  profile,
}) => {
  const { window } = app
  const dialog = window.getByRole('dialog', { name: 'Import', exact: true })
  const path = profile.beside('claude.json')
  const titles = ['Überfahrt zum Hafen', ...Array.from({ length: 20 }, (_, index) => `Plan ${index}`)]
  await writeFile(path, JSON.stringify(titles.map((title, index) => claudeChat(`c-${index}`, title))))
  await answerFolderDialog(app, path)
  await window.keyboard.press('ControlOrMeta+K')
  await window.keyboard.type('import')
  await window.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Choose file…' })).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Import 21 chats' })).toBeFocused()

  const found = dialog.getByRole('list', { name: 'Chats in the export' }).getByRole('checkbox')
  await dialog.getByRole('searchbox', { name: 'Search these chats' }).fill('hafen UBER')
  await expect(found).toHaveCount(1)
  await dialog.getByRole('searchbox', { name: 'Search these chats' }).fill('boats')
  await expect(dialog.getByText('No chats found')).toBeVisible()
  await dialog.getByRole('button', { name: 'Import 21 chats' }).press('Enter')
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
})
