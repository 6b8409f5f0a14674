/** Rows with images as written by earlier versions of Easel, in main's files (`tests/fixtures/rows-*`). */
import { copyFile, mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect } from 'vitest'
import { NO_SEQUENCES, type ArchiveChange, type ArchivePage } from '@shared/archive'
import { test } from '../../../tests/support/main/test-folder'
import { parseRunRecord } from '../runs/parse-run-record'
import { SessionFile } from '../session/session-file'
import { Archive } from './archive'

const FIXTURES = resolve(import.meta.dirname, '../../../tests/fixtures')

interface OldRows {
  readonly rows: Readonly<Record<string, readonly { readonly sequence: number }[]>>
}

describe.for(['rows-0.1-images', 'rows-0.1-everything'])('%s', (name) => {
  const read = async (file: string): Promise<string> => readFile(join(FIXTURES, name, file), 'utf8')

  test('the archive gives back every row as it was written, also after it was rewritten', async ({ folder }) => {
    const files = join(folder, 'archive')
    await mkdir(files)
    await copyFile(join(FIXTURES, name, 'archive.txt'), join(files, 'changes-000001.log'))
    const { rows } = JSON.parse(await read('rows.json')) as OldRows
    const expected = Object.entries(rows).flatMap(([table, written]) =>
      written.map(({ sequence, ...row }) => ({ table, sequence, row })),
    )
    expect(await listRows(open(files))).toEqual(sort(expected))
    await open(files).append([
      { table: 'chats', key: 'z', sequence: Number.MAX_SAFE_INTEGER, schema: 99, row: { id: 'z' } },
    ])
    const archive = open(files)
    await archive.tidy()
    expect((await listRows(archive)).filter(({ row }) => row?.['id'] !== 'z')).toEqual(sort(expected))
  })

  test('what was attached and not sent is still attached', async ({ folder }) => {
    await copyFile(join(FIXTURES, name, 'session.json'), join(folder, 'session.json'))
    const reports: string[] = []
    const file = new SessionFile(folder, (what) => reports.push(what))
    const written: unknown = JSON.parse(await read('session.json'))
    expect(file.current).toEqual(written)
    await file.keep({ ...file.current!, at: file.current!.at + 1 })
    expect(new SessionFile(folder, (what) => reports.push(what)).current).toEqual({
      ...(written as object),
      at: file.current!.at,
    })
    expect(reports).toEqual([])
  })

  test('a call that was on its way knows its images, and says the same when it is written again', async () => {
    const text = await read('run.json')
    expect(JSON.parse(JSON.stringify(parseRunRecord(text)))).toEqual(JSON.parse(text))
  })
})

function open(folder: string): Archive {
  return new Archive({
    folder,
    createIdentity: () => 'another',
    now: () => 0,
    report: (what, cause) => {
      throw new Error(what, { cause })
    },
  })
}

type Written = Pick<ArchiveChange, 'table' | 'sequence' | 'row'>

async function listRows(archive: Archive): Promise<readonly Written[]> {
  const page = (await archive.read(null, NO_SEQUENCES)) as Exclude<ArchivePage, 'stale'>
  expect(page.next).toBeNull()
  return sort(page.changes.map(({ table, sequence, row }) => ({ table, sequence, row })))
}

function sort<Row extends { readonly table: string; readonly sequence: number }>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((one, other) => one.table.localeCompare(other.table) || one.sequence - other.sequence)
}
