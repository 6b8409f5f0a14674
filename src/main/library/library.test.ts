import { createHash, randomUUID } from 'node:crypto'
import { open, readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  BlobReader,
  BlobWriter,
  TextReader,
  Uint8ArrayReader,
  ZipReader,
  ZipWriter,
  type FileEntry,
} from '@zip.js/zip.js'
import { expect } from 'vitest'
import type { ArchiveChange } from '@shared/archive'
import type { LibraryRows } from '@shared/library'
import type { RunId } from '@shared/ids'
import type { ProjectCaps } from '@shared/limits'
import type { Spending } from '@shared/spending'
import { noisyPng } from '../../../e2e/stand-ins/images'
import { Archive } from '../archive/archive'
import { Ledger } from '../budget/ledger'
import { test } from '../../../tests/support/main/test-folder'
import { ObjectStore } from '../objects/object-store'
import { addProjectCaps } from '../settings/add-project-caps'
import { Library } from './library'

const [made, brought] = [noisyPng({ width: 32, height: 32, seed: 1 }), noisyPng({ width: 32, height: 32, seed: 2 })]
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function openProfile(folder: string) {
  const archive = new Archive({
    folder: join(folder, 'archive'),
    createIdentity: () => 'one',
    now: () => 5_000,
    report: () => undefined,
  })
  const objects = new ObjectStore({ directory: join(folder, 'objects') })
  const ledger = await Ledger.open(join(folder, 'ledger.log'))
  const reports: string[] = []
  const progress: number[] = []
  let hasRoom = true
  let projectCaps: ProjectCaps = {}
  const library = new Library({
    archive,
    objects,
    ledger,
    disk: { hasRoom: async () => hasRoom },
    settings: () => ({ theme: 'dark', projectCaps }),
    version: '1.2.3',
    now: () => 7_000,
    addProjectCaps(more) {
      const { caps, added } = addProjectCaps(projectCaps, more)
      projectCaps = caps
      return added
    },
    onProgress: (share) => progress.push(share),
    onSpent: () => undefined,
    report: (what) => reports.push(what),
  })
  return {
    archive,
    objects,
    ledger,
    library,
    reports,
    progress,
    fillDisk: () => (hasRoom = false),
    caps: (caps?: ProjectCaps) => (projectCaps = caps ?? projectCaps),
  }
}

type Profile = Awaited<ReturnType<typeof openProfile>>

function change(table: ArchiveChange['table'], key: string, sequence: number, row: ArchiveChange['row'] = { id: key }) {
  return { table, key, sequence, schema: 7, row } satisfies ArchiveChange
}

const spending: Spending = {
  runId: 'r1' as RunId,
  at: 1,
  model: 'openai:gpt-image-2',
  kind: 'image',
  charge: 'charged',
  cost: 40,
}

async function fill({ archive, objects, ledger }: Profile): Promise<void> {
  await archive.append([
    change('chats', 'c1', 1, { id: 'c1', title: 'before' }),
    change('messages', 'q1', 1),
    change('messages', 'running', 2, { id: 'running', status: 'streaming' }),
    change('messages', 'gone', 3),
  ])
  await archive.append([change('chats', 'c1', 2, { id: 'c1', title: 'after' }), change('messages', 'gone', 4, null)])
  await objects.put(made)
  await objects.put(brought, { isImport: true })
  await ledger.record(spending)
}

async function readAllRows(library: Library): Promise<readonly LibraryRows[]> {
  const batches: LibraryRows[] = []
  for (let batch = await library.readRows(); batch; batch = await library.readRows()) batches.push(batch)
  return batches
}

/** Rewrites the archive with changed entries: undefined removes one. */
async function rewrite(
  path: string,
  changes: Readonly<Record<string, Uint8Array | string | undefined>>,
): Promise<void> {
  const entries = await new ZipReader(new BlobReader(new Blob([await readFile(path)]))).getEntries()
  const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false })
  for (const entry of entries as FileEntry[]) {
    const name = entry.filename
    const content =
      name in changes ? changes[name] : new Uint8Array(await (await entry.getData(new BlobWriter())).arrayBuffer())
    if (content === undefined) continue
    await zip.add(name, typeof content === 'string' ? new TextReader(content) : new Uint8ArrayReader(content))
  }
  for (const name of Object.keys(changes).filter((each) => !entries.some(({ filename }) => filename === each))) {
    await zip.add(name, new TextReader(String(changes[name])))
  }
  await writeFile(path, new Uint8Array(await (await zip.close()).arrayBuffer()))
}

test('what is exported comes into another profile whole, once, and changes nothing that is there', async ({
  folder,
}) => {
  const from = await openProfile(join(folder, 'from'))
  await fill(from)
  const path = join(folder, 'everything.zip')
  expect(await from.library.export(path)).toMatchObject({ status: 'saved', chats: 1, images: 2, missing: 0 })

  const to = await openProfile(join(folder, 'to'))
  expect(await to.library.open(path)).toMatchObject({ status: 'opened', images: 2, known: 0, damaged: 0, spendings: 1 })
  const rows = (await readAllRows(to.library)).flatMap(({ changes }) => changes)
  expect(rows.map(({ key, row }) => [key, row!['title']])).toEqual([
    ['q1', undefined],
    ['c1', 'after'],
  ])
  expect(await to.objects.read(hashOf(made))).toMatchObject({ bytes: made })
  expect(await to.objects.listImports()).toEqual([hashOf(brought)])
  expect(to.ledger.entries()).toEqual([spending])

  expect(await to.library.open(path)).toMatchObject({ images: 0, known: 2, spendings: 0 })
  await to.library.stop()
  expect(await to.library.readRows()).toBeNull()
})

test('an image counts as brought by the user until the rows are there that show it', async ({ folder }) => {
  const from = await openProfile(join(folder, 'from'))
  await fill(from)
  const path = join(folder, 'everything.zip')
  await from.library.export(path)
  const to = await openProfile(join(folder, 'to'))
  await to.library.open(path)
  expect((await to.objects.listImports()).toSorted()).toEqual([hashOf(made), hashOf(brought)].toSorted())
  await to.library.stop()
  expect((await to.objects.listImports()).length).toBe(2)
})

test('no key is in an export, and everything in it is plain files', async ({ folder }) => {
  const from = await openProfile(join(folder, 'from'))
  await fill(from)
  const path = join(folder, 'everything.zip')
  await from.library.export(path)
  const entries = await new ZipReader(new BlobReader(new Blob([await readFile(path)]))).getEntries()
  expect(entries.map(({ filename }) => filename).toSorted()).toEqual(
    [
      `images/${hashOf(made)}.png`,
      `images/${hashOf(brought)}.png`,
      'manifest.json',
      'rows.jsonl',
      'settings.json',
      'spending.jsonl',
    ].toSorted(),
  )
})

test('an image that is not what its name says is left out, and a file that names paths is refused', async ({
  folder,
}) => {
  const from = await openProfile(join(folder, 'from'))
  await fill(from)
  const path = join(folder, 'everything.zip')
  await from.library.export(path)
  await rewrite(path, {
    [`images/${hashOf(made)}.png`]: brought,
    [`images/${'a'.repeat(64)}.png`]: 'no image',
  })
  const to = await openProfile(join(folder, 'to'))
  expect(await to.library.open(path)).toMatchObject({ status: 'opened', images: 1, damaged: 2 })

  await rewrite(path, { 'images/../../evil.png': 'x' })
  expect(await to.library.open(path)).toEqual({ status: 'failed', problem: 'damaged' })
  expect((await readdir(folder)).toSorted()).toEqual(['everything.zip', 'from', 'to'])
})

test('H09 a bomb, a path and a prototype in an import are refused or left out, and nothing else is written', async ({
  folder,
}) => {
  const from = await openProfile(join(folder, 'from'))
  await fill(from)
  const path = join(folder, 'everything.zip')
  await from.library.export(path)
  const to = await openProfile(join(folder, 'to'))

  // Compressed to a few kilobytes.
  await rewrite(path, { [`images/${hashOf(made)}.png`]: Buffer.alloc(101_000_000) })
  expect(await to.library.open(path)).toMatchObject({ status: 'opened', damaged: 1 })

  await rewrite(path, {
    [`images/${hashOf(made)}.png`]: made,
    'rows.jsonl': `${JSON.stringify(change('chats', '__proto__', 9))}\n{"table":"__proto__","key":"a"}\n`,
  })
  await to.library.open(path)
  const [batch] = await readAllRows(to.library)
  expect(batch).toMatchObject({ damaged: 1, changes: [{ key: '__proto__' }] })
  expect(Object.hasOwn(Object.prototype, 'key')).toBe(false)

  const whole = await readFile(path)
  for (const name of ['../evil.png', '/evil.png', 'images/..\\evil.png']) {
    await writeFile(path, whole)
    await rewrite(path, { [name]: 'x' })
    expect(await to.library.open(path)).toMatchObject({ status: 'failed', problem: 'damaged' })
  }
  expect((await readdir(folder)).toSorted()).toEqual(['everything.zip', 'from', 'to'])
})

test('rows that are none are counted and left out', async ({ folder }) => {
  const from = await openProfile(join(folder, 'from'))
  await fill(from)
  const path = join(folder, 'everything.zip')
  await from.library.export(path)
  const good = JSON.stringify(change('chats', 'c9', 9))
  await rewrite(path, { 'rows.jsonl': `${good}\nnot json\n{"table":"secrets","key":"a"}\n${good}\n` })
  const to = await openProfile(join(folder, 'to'))
  await to.library.open(path)
  const [batch] = await readAllRows(to.library)
  expect(batch).toMatchObject({ damaged: 2, changes: [{ key: 'c9' }, { key: 'c9' }] })
})

test.for([
  ['another zip file', { 'manifest.json': undefined }, 'not-easel'],
  ['one of a newer Easel', { 'manifest.json': '{"easelLibrary":99}' }, 'newer'],
  ['one whose manifest is none', { 'manifest.json': '{}' }, 'not-easel'],
] as const)('%s is refused', async ([, changes, problem], { folder }) => {
  const from = await openProfile(join(folder, 'from'))
  await fill(from)
  const path = join(folder, 'everything.zip')
  await from.library.export(path)
  await rewrite(path, changes)
  expect(await from.library.open(path)).toEqual({ status: 'failed', problem })
})

test('a file that was cut off is damaged, and any other file is no export', async ({ folder }) => {
  const from = await openProfile(join(folder, 'from'))
  await fill(from)
  const path = join(folder, 'everything.zip')
  await from.library.export(path)
  await truncate(path, 3_000)
  expect(await from.library.open(path)).toEqual({ status: 'failed', problem: 'damaged' })
  await writeFile(path, 'some text')
  expect(await from.library.open(path)).toEqual({ status: 'failed', problem: 'not-easel' })
  expect(await from.library.open(join(folder, 'missing'))).toEqual({ status: 'failed', problem: 'disk-failed' })
})

test('an export that is canceled leaves the file that was there, and nothing else', async ({ folder }) => {
  const from = await openProfile(join(folder, 'from'))
  await fill(from)
  const path = join(folder, 'everything.zip')
  await writeFile(path, 'before')
  const exporting = from.library.export(path)
  expect(await from.library.export(path)).toEqual({ status: 'failed', problem: 'busy' })
  await from.library.stop()
  expect(await exporting).toEqual({ status: 'canceled' })
  expect(await readFile(path, 'utf8')).toBe('before')
  expect((await readdir(folder)).toSorted()).toEqual(['everything.zip', 'from'])
})

test('an image whose bytes have changed is left out of the export and told', async ({ folder }) => {
  const from = await openProfile(join(folder, 'from'))
  await fill(from)
  const { path: file } = (await from.objects.find(hashOf(made)))!
  const handle = await open(file, 'r+')
  await handle.write('x', 60)
  await handle.close()
  expect(await from.library.export(join(folder, 'everything.zip'))).toMatchObject({ images: 1, missing: 1 })
})

test('an export that can not be read back whole replaces nothing', async ({ folder }) => {
  const profile = await openProfile(folder)
  await fill(profile)
  const path = join(folder, 'everything.zip')
  await writeFile(path, 'the last export')
  const { objects } = profile
  // The disk returns other bytes than those that were just checked.
  const isSound = objects.isSound.bind(objects)
  objects.isSound = async (hash) => {
    const wasSound = await isSound(hash)
    const found = await objects.find(hash)
    await writeFile(found!.path, 'other bytes')
    return wasSound
  }
  expect(await profile.library.export(path)).toEqual({ status: 'failed', problem: 'disk-failed' })
  expect(await readFile(path, 'utf8')).toBe('the last export')
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('a full disk ends an import before it takes the room of answers', async ({ folder }) => {
  const from = await openProfile(join(folder, 'from'))
  await fill(from)
  const path = join(folder, 'everything.zip')
  await from.library.export(path)
  const to = await openProfile(join(folder, 'to'))
  to.fillDisk()
  expect(await to.library.open(path)).toEqual({ status: 'failed', problem: 'disk-full' })
})

test('projects get their caps back, and a cap that is here stays', async ({ folder }) => {
  const [harbor, garden, bare] = [randomUUID(), randomUUID(), randomUUID()]
  const from = await openProfile(join(folder, 'from'))
  from.caps({
    [harbor]: { dailyCap: 1, monthlyCap: null },
    [garden]: { dailyCap: 2, monthlyCap: 20 },
    [bare]: { dailyCap: null, monthlyCap: null },
  })
  const path = join(folder, 'everything.zip')
  await from.library.export(path)
  const to = await openProfile(join(folder, 'to'))
  to.caps({ [garden]: { dailyCap: 9, monthlyCap: null } })
  expect(await to.library.open(path)).toMatchObject({ caps: 1 })
  expect(to.caps()).toEqual({
    [harbor]: { dailyCap: 1, monthlyCap: null },
    [garden]: { dailyCap: 9, monthlyCap: null },
  })
  expect(await to.library.open(path)).toMatchObject({ caps: 0 })
})

test.for([
  ['not JSON', 'nonsense'],
  ['of another form', '{"projectCaps":[1]}'],
  [
    'names that are no projects',
    '{"projectCaps":{"__proto__":{"dailyCap":1,"monthlyCap":1},"x":{"dailyCap":1,"monthlyCap":1}}}',
  ],
] as const)('settings that are %s bring no caps, and the rest comes in', async ([, settings], { folder }) => {
  const from = await openProfile(join(folder, 'from'))
  await fill(from)
  const path = join(folder, 'everything.zip')
  await from.library.export(path)
  await rewrite(path, { 'settings.json': settings })
  const to = await openProfile(join(folder, 'to'))
  expect(await to.library.open(path)).toMatchObject({ status: 'opened', images: 2, caps: 0 })
  expect(to.caps()).toEqual({})
})
