/**
 * Rows with images as earlier versions of Easel wrote them (`tests/fixtures/rows-*`): they must always open unchanged.
 */
import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import type { ArchiveChange } from '@shared/archive'
import type { ChatId } from '@shared/ids'
import { Page } from '../../../../../tests/support/page/archived-page'
import { EaselDatabase } from '@/data/database'
import type { AssistantMessageRow, ChatRow } from '@/data/rows'
import { toChat, toChatRow, toExchangeRows, toMessage } from './mapping'
import type { AssistantMessage, UserMessage } from './model'

interface OldRows {
  /** The version of the database that contained them. */
  readonly version: number
  readonly rows: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
}

const CHAT = '00000000-0000-4000-8000-000000000001' as ChatId
const NAMES = ['rows-0.1-images', 'rows-0.1-everything'] as const

const files = import.meta.glob<string>('../../../../../tests/fixtures/rows-*/*', {
  query: '?raw',
  import: 'default',
  eager: true,
})

function readFixture(name: (typeof NAMES)[number], file: string): string {
  const text = files[`../../../../../tests/fixtures/${name}/${file}`]
  if (text === undefined) throw new Error(`There is no ${file} in ${name}`)
  return text
}

const readOldRows = (name: (typeof NAMES)[number]): OldRows => JSON.parse(readFixture(name, 'rows.json')) as OldRows

/** The lines of main's archive, without their checksums. */
function readLines(name: (typeof NAMES)[number]): readonly ArchiveChange[] {
  const lines = readFixture(name, 'archive.txt').trim().split('\n').slice(1)
  return lines.map((line) => JSON.parse(line.slice(line.indexOf('{'))) as ArchiveChange)
}

/** Opens a page on the database as that version left it. */
async function openOld({ version, rows }: OldRows, page = new Page()): Promise<Page> {
  const before = new EaselDatabase(page.name, version)
  await before.open()
  for (const [table, written] of Object.entries(rows)) await before.table(table).bulkAdd(written)
  before.close()
  return page.open()
}

const withoutNumbers = (rows: Readonly<Record<string, readonly unknown[]>>) =>
  Object.fromEntries(
    Object.entries(rows).map(([table, written]) => [
      table,
      (written as readonly { readonly sequence?: number }[]).map(({ sequence: _number, ...row }) => row),
    ]),
  )

describe.for(NAMES)('%s', (name) => {
  test('its database opens with every row unchanged', async () => {
    const old = readOldRows(name)
    const page = await openOld(old)
    expect(withoutNumbers(await page.rows())).toEqual(withoutNumbers({ prompts: [], ...old.rows }))
    page.crash()
  })

  test('its archive brings every row back where the database is lost', async () => {
    const page = new Page()
    page.archive.changes.push(...readLines(name))
    await page.open()
    await page.elapse()
    const { rows } = readOldRows(name)
    expect(withoutNumbers(await page.rows())).toEqual(withoutNumbers({ prompts: [], ...rows }))
    page.crash()
  })

  test('what the screen makes of its rows is written as the same rows again', async () => {
    const page = await openOld(readOldRows(name))
    const row = (await page.database.chats.get(CHAT))!
    // Fields that only the row has.
    const { sequence: _number, ...chatRow } = row
    expect(toChatRow(toChat(row), row.chosen)).toEqual(chatRow)

    const records = await page.data.messages.ofChat(CHAT)
    const messages = new Map(records.map((record) => [record.row.id, toMessage(record)] as const))
    for (const { row: written, images } of records) {
      if (written.role === 'user') continue
      const answer = messages.get(written.id) as AssistantMessage
      const question = messages.get(written.parentId) as UserMessage
      const again = toExchangeRows({ chat: toChat(row), question, answer })
      const asked = records.find((record) => record.row.id === question.id)!
      expect([again.answer, again.question]).toEqual([withoutUsers(written), withoutNumber(asked.row)])
      expect(again.inputs.map(({ link }) => link)).toEqual(asked.images.map(({ link }) => withoutNumber(link)))
      expect(again.images.map(({ link }) => link)).toEqual(images.map(({ link }) => withoutNumber(link)))
    }
    page.crash()
  })
})

test('a question of the version before origins has its images in their roles, and nothing that it could not know', async () => {
  const page = await openOld(readOldRows('rows-0.1-images'))
  const records = await page.data.messages.ofChat(CHAT)
  const asked = records.map(toMessage).filter((message) => message.role === 'user')
  expect(asked.map(({ inputs }) => inputs.map(({ role }) => role))).toEqual([
    [],
    ['reference', 'mask', 'reference'],
    ['context'],
  ])
  const fields = new Set(asked.flatMap(({ inputs }) => inputs.flatMap((input) => Object.keys(input))))
  expect([...fields].toSorted()).toEqual(['attachmentId', 'bytes', 'format', 'hash', 'height', 'role', 'width'])
  const [chat] = await page.data.chats.all()
  expect(toChat(chat as ChatRow)).toMatchObject({ title: 'a harbor', followsUp: true, draft: 'and now at night' })
  page.crash()
})

test('a question of today has what was made from what, its names and what is kept', async () => {
  const page = await openOld(readOldRows('rows-0.1-everything'))
  const records = await page.data.messages.ofChat(CHAT)
  const asked = records.map(toMessage).filter((message) => message.role === 'user')
  expect(asked.map(({ inputs }) => inputs)).toMatchObject([
    [],
    [
      { role: 'reference', name: 'harbor' },
      { role: 'mask', keepsOutside: true },
      { role: 'reference', madeFrom: { format: 'jpeg', width: 80 } },
    ],
    [{ role: 'reference' }, { role: 'markup' }],
    [{ role: 'context' }],
  ])
  const answers = records.flatMap(({ row }) => (row.role === 'assistant' ? [row] : []))
  expect(answers.map(({ slot }) => slot)).toEqual([undefined, 0, 1, undefined, undefined])
  expect(await page.data.references.all()).toMatchObject([{ referenceName: 'harbor', rating: 4 }])
  page.crash()
})

function withoutNumber<Row extends { readonly sequence?: number }>({ sequence: _number, ...row }: Row) {
  return row
}

/** Drops the fields of an answer that only its row has. */
function withoutUsers({ removedImages: _removed, ...row }: AssistantMessageRow) {
  return withoutNumber(row)
}
