import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { OpenAiStandIn, OPENAI_KEY } from '../../../e2e/stand-ins/openai'
import { modelList as listOnTheWire } from '../../../e2e/stand-ins/openai-wire'
import { modelList } from '../services/openai/model-list'
import { test as base } from '../../../tests/support/main/test-folder'
import { ModelList, type ModelListParts } from './model-list'

const DAY_MS = 24 * 60 * 60_000

const test = base.extend<{ openai: OpenAiStandIn }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  openai: async ({}, use) => {
    const openai = await OpenAiStandIn.start()
    await use(openai)
    await openai.stop()
  },
})

interface Given extends Partial<ModelListParts> {
  readonly folder: string
  readonly openai: OpenAiStandIn
}

async function open({ folder, openai, ...parts }: Given): Promise<ModelList> {
  const list = new ModelList({
    file: join(folder, 'models.json'),
    account: () => ({ key: OPENAI_KEY, baseUrl: openai.baseUrl }),
    source: async () => modelList,
    fetch: globalThis.fetch,
    now: () => 1_000,
    onChanged: () => undefined,
    ...parts,
  })
  await list.load()
  return list
}

const names = (list: ModelList, server: string) => list.current(server)?.models.map(({ name }) => name) ?? []

describe('the list of models', () => {
  test('is read with shutdown dates, announced, and kept for the next start', async ({ folder, openai }) => {
    let changes = 0
    const list = await open({ folder, openai, onChanged: () => (changes += 1) })
    expect(list.current(openai.baseUrl)).toBeUndefined()

    await list.refresh()

    expect(changes).toBe(1)
    expect(names(list, openai.baseUrl)).toContain('gpt-image-2')
    expect(list.current(openai.baseUrl)).toMatchObject({
      server: openai.baseUrl,
      readAt: 1_000,
      models: expect.arrayContaining([{ name: 'gpt-image-1.5', shutdown: '2026-12-01' }]) as unknown,
    })
    expect((await open({ folder, openai })).current(openai.baseUrl)).toEqual(list.current(openai.baseUrl))
    expect(await readFile(join(folder, 'models.json'), 'utf8')).not.toContain(OPENAI_KEY)
  })

  test('is requested once a day, also across starts and for several callers at once', async ({ folder, openai }) => {
    const list = await open({ folder, openai })
    await Promise.all([list.refresh(), list.refresh()])
    await list.refresh()
    await (await open({ folder, openai, now: () => 1_000 + DAY_MS - 1 })).refresh()
    expect(openai.requests).toHaveLength(1)

    await (await open({ folder, openai, now: () => 1_000 + DAY_MS })).refresh()
    expect(openai.requests).toHaveLength(2)
  })

  test('belongs to its server, and is requested at once for another key or server', async ({ folder, openai }) => {
    let account = { key: OPENAI_KEY, baseUrl: openai.baseUrl }
    const list = await open({ folder, openai, account: () => account })
    await list.refresh()

    await list.accountChanged()
    expect(openai.requests).toHaveLength(1)

    openai.key = 'sk-another-key'
    account = { ...account, key: 'sk-another-key' }
    await list.accountChanged()
    expect(openai.requests).toHaveLength(2)

    const other = await OpenAiStandIn.start()
    account = { key: OPENAI_KEY, baseUrl: other.baseUrl }
    await list.accountChanged()
    expect(names(list, other.baseUrl)).toContain('gpt-image-2')
    expect(list.current(openai.baseUrl)).toBeUndefined()
    await other.stop()
  })

  test('is never requested without a key', async ({ folder, openai }) => {
    const list = await open({ folder, openai, account: () => ({ problem: 'key-missing' }) })
    await list.refresh()
    await list.receive(openai.baseUrl, [{ name: 'gpt-image-2' }])
    expect(openai.requests).toEqual([])
    expect(list.current(openai.baseUrl)).toBeUndefined()
  })

  test('is dropped if the key changed while it was requested', async ({ folder, openai }) => {
    let account = { key: OPENAI_KEY, baseUrl: openai.baseUrl }
    const list = await open({ folder, openai, account: () => account })
    const stalled = openai.nextList.answers(async (exchange, answer) => {
      await answer.stall(exchange)
      exchange.json(200, listOnTheWire())
    })
    const reading = list.refresh()
    await stalled.stalled
    account = { ...account, key: 'sk-another-key' }
    stalled.continue()
    await reading
    expect(list.current(openai.baseUrl)).toBeUndefined()
  })

  test.for([
    ['a refusal', (openai: OpenAiStandIn) => openai.nextList.fails({ status: 500 })],
    ['a web page', (openai: OpenAiStandIn) => openai.nextList.answersHtml()],
    ['nothing', (openai: OpenAiStandIn) => openai.nextList.answersEmpty()],
    ['a broken connection', (openai: OpenAiStandIn) => openai.nextList.resetsConnection()],
  ] as const)('stays the one it was where the server gives %s', async ([, goWrong], { folder, openai }) => {
    const list = await open({ folder, openai })
    await list.refresh()
    const before = list.current(openai.baseUrl)
    goWrong(openai)
    const later = await open({ folder, openai, now: () => 1_000 + 2 * DAY_MS })
    await later.refresh()
    expect(openai.requests).toHaveLength(2)
    expect(later.current(openai.baseUrl)).toEqual(before)
  })

  test('gives up on a server that never answers', async ({ folder, openai }) => {
    openai.nextList.stallsBeforeHeaders()
    const list = await open({ folder, openai, deadlineMs: 50 })
    await list.refresh()
    expect(list.current(openai.baseUrl)).toBeUndefined()
  })

  test('is ignored and replaced if it cannot be read from disk', async ({ folder, openai }) => {
    await writeFile(join(folder, 'models.json'), '{ "version": 1, rubbish')
    const list = await open({ folder, openai })
    expect(list.current(openai.baseUrl)).toBeUndefined()
    await list.refresh()
    expect(names(await open({ folder, openai }), openai.baseUrl)).toContain('gpt-image-2')
    expect(await readdir(folder)).toEqual(['models.json'])
  })

  test('accepts only names and dates from the server', async ({ folder, openai }) => {
    openai.nextList.answers((exchange) =>
      exchange.json(200, {
        data: [
          null,
          7,
          { id: 7 },
          { id: ' ' },
          { id: 'a\nb' },
          { id: 'x'.repeat(201) },
          { id: 'a', shutdown_date: 'soon' },
        ],
      }),
    )
    const list = await open({ folder, openai })
    await list.refresh()
    expect(list.current(openai.baseUrl)?.models).toEqual([{ name: 'a' }])
  })

  test('accepts every name that people give their models', async ({ folder, openai }) => {
    const given = ['my models/SDXL Turbo (fp16).safetensors', 'C:\\models\\flux', 'hf.co/maker/model:Q4_K_M', '模型 3']
    openai.nextList.answers((exchange) => exchange.json(200, { data: given.map((id) => ({ id })) }))
    const list = await open({ folder, openai })
    await list.refresh()
    expect(names(list, openai.baseUrl)).toEqual(given)
  })

  test('may be that of a router: five thousand models, with a page about each', async ({ folder, openai }) => {
    const data = Array.from({ length: 5_000 }, (_, index) => ({
      id: `maker-${index % 97}/model ${index}`,
      description: 'It does "everything" [and more]. '.repeat(60),
    }))
    openai.nextList.answers((exchange) => exchange.json(200, { object: 'list', data }))
    const list = await open({ folder, openai })
    await list.refresh()
    expect(names(list, openai.baseUrl)).toEqual(data.map(({ id }) => id))
    expect(names(await open({ folder, openai }), openai.baseUrl)).toHaveLength(5_000)
  })
})
