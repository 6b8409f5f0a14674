import { expect, test } from 'vitest'
import type { BinPlan } from '@shared/bin'
import type { Input, Output, RequestName } from '@shared/contract'
import type { AttachmentId, ChatId, MessageId } from '@shared/ids'
import type { Run } from '@shared/run'
import { aChat, anImage, aQuestion, Page } from '../../../../../tests/support/page/archived-page'
import { deleteForGood, finishDeletions, type DeletionParts } from './delete-for-good'

/** Main from the page's view. Records the requests in order. */
class FakeMain {
  runs: Run[] = []
  isBusy = false
  plans: BinPlan[] = []
  readonly told: string[] = []

  async request<R extends RequestName>(
    name: R,
    ...[input]: Input<R> extends void ? [] : [Input<R>]
  ): Promise<Output<R>> {
    return this.#answer(name, input) as Output<R>
  }

  #answer(name: RequestName, input: unknown): unknown {
    this.told.push(name)
    switch (name) {
      case 'runs.list':
        return this.runs
      case 'bin.read':
        return { unfinished: this.plans, copies: { waiting: 0 } }
      case 'bin.begin':
        if (!this.isBusy) this.plans.push(input as BinPlan)
        return !this.isBusy
      case 'bin.finish':
        this.plans = this.plans.filter(({ id }) => id !== (input as { id: string }).id)
        return { bytes: 7, images: 1 }
      default:
        throw new Error(`${name} is not known here`)
    }
  }
}

const CHOICE = { chats: ['c' as ChatId], images: [] }

async function setUp() {
  const page = await new Page().open()
  const { chats, messages, attachments, messageAttachments } = page.database
  await chats.add(aChat('c', { deletedAt: 5 }))
  await messages.add({ ...aQuestion('q'), hasInputs: true })
  await attachments.add({ ...anImage('q:0'), url: 'https://copy' })
  const link = { messageId: 'q' as MessageId, attachmentId: 'q:0' as AttachmentId, position: 0 }
  await messageAttachments.add({ ...link, role: 'reference' })
  await page.data.archived()
  const main = new FakeMain()
  const parts: DeletionParts = {
    client: main as DeletionParts['client'],
    data: page.data,
    listAttached: () => new Set(),
    now: () => 50,
    withCopies: false,
  }
  return { page, main, parts }
}

function aRun(status: 'running' | 'cancelled'): Run {
  return { id: 'q', place: { chatId: 'c' }, state: { status, parts: [] } } as unknown as Run
}

test('main hears of it before a row goes, and deletes files when the archive knows that the rows are gone', async () => {
  const { page, main, parts } = await setUp()
  expect(await deleteForGood(parts, CHOICE)).toEqual({
    status: 'deleted',
    freed: { bytes: 7, images: 1 },
    busy: 0,
    gone: CHOICE,
  })
  expect(main.told).toEqual(['runs.list', 'bin.begin', 'bin.finish'])
  expect(await page.database.messages.count()).toBe(0)
  expect(page.archive.changes.filter(({ row }) => row === null).map(({ key }) => key)).toContain('q')
})

test('uploaded copies are only named where they are to go, and the records of ended answers are', async () => {
  const { main, parts } = await setUp()
  main.runs = [aRun('cancelled')]
  const plans: BinPlan[] = []
  main.plans = plans
  await deleteForGood({ ...parts, withCopies: true }, CHOICE)
  expect(plans).toMatchObject([{ runs: ['q'], copies: ['https://copy'], hashes: ['a'.repeat(64)] }])
})

test('a chat stays while an answer in it is being made', async () => {
  const { page, main, parts } = await setUp()
  main.runs = [aRun('running')]
  expect(await deleteForGood(parts, CHOICE)).toMatchObject({ status: 'deleted', busy: 1, gone: { chats: [] } })
  expect(await page.database.messages.count()).toBe(1)
})

test('nothing goes when main refuses, or when rows may be missing', async () => {
  const { page, main, parts } = await setUp()
  main.isBusy = true
  expect(await deleteForGood(parts, CHOICE)).toEqual({ status: 'not-now' })
  expect(await page.database.messages.count()).toBe(1)

  main.isBusy = false
  const missing = { ...page.data, images: { lookedUntil: async () => undefined } } as unknown as DeletionParts['data']
  expect(await deleteForGood({ ...parts, data: missing }, CHOICE)).toEqual({ status: 'not-now' })
  expect(main.plans).toEqual([])
})

test('what a kill has interrupted is finished, whichever step it had come to', async () => {
  const { page, main, parts } = await setUp()
  page.archive.isReachable = false
  expect(await deleteForGood(parts, CHOICE)).toEqual({ status: 'later', gone: CHOICE })
  expect(main.told).not.toContain('bin.finish')
  expect(main.plans).toHaveLength(1)
  page.crash()
  page.archive.isReachable = true
  await page.open()
  await page.data.archived()
  expect(await finishDeletions({ ...parts, data: page.data })).toEqual(CHOICE)
  expect(main.plans).toEqual([])
  expect(await finishDeletions({ ...parts, data: page.data })).toEqual({ chats: [], images: [] })
})
