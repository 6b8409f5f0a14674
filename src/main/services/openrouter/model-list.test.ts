import { afterEach, beforeEach, expect, test } from 'vitest'
import { join } from 'node:path'
import { findModel } from '@shared/catalogue'
import { createModelFinder } from '@shared/catalogue/find-listed'
import { listOffers, type ListedModel } from '@shared/catalogue/offers'
import { fitOptions, optionsProblem } from '@shared/catalogue/options'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { estimateImageCost } from '@shared/pricing'
import { createParts } from '@shared/request'
import { estimateRequest } from '@shared/request-cost'
import type { ListedFacts } from '@shared/services/service'
import { OPENROUTER_KEY, OpenRouterStandIn, listImageModels } from '../../../../e2e/stand-ins/openrouter'
import { settingsView } from '../../../../tests/support/settings-view'
import { test as withFolder } from '../../../../tests/support/main/test-folder'
import { ModelList } from '../../models/model-list'
import { testConnection } from '../../settings/connection-test'
import type { ListCalls } from '../model-list-source'
import { modelList } from './model-list'

const BANANA = 'google/nano-banana-2.1'
const FLARE = 'openai/gpt-image-2.5-flare'
const FLUX = 'black-forest-labs/flux-3'

let service: OpenRouterStandIn
let calls: ListCalls

beforeEach(async () => {
  service = await OpenRouterStandIn.start()
  const account = { key: OPENROUTER_KEY, baseUrl: service.baseUrl }
  calls = { fetch: globalThis.fetch, account, signal: new AbortController().signal }
})

afterEach(() => service.stop())

async function read(): Promise<readonly ListedModel[] | undefined> {
  const response = await modelList.request(calls.fetch, calls.account, calls.signal)
  return modelList.read(response, calls)
}

async function readAll(): Promise<readonly ListedModel[]> {
  return (await modelList.complete?.((await read()) ?? [], calls)) ?? []
}

function describeAll(models: readonly ListedModel[]) {
  const listing = { server: service.baseUrl, readAt: 1, models }
  const connection = { id: 'openrouter', service: 'openrouter', listing }
  return listOffers({ connections: [connection], recommended: 'openai:gpt-image-2' }).map(({ model }) => model)
}

function imageModel(models: readonly ListedModel[], name: string) {
  const model = describeAll(models).find(({ wireName }) => wireName === name)
  if (model?.kind !== 'image') throw new Error(`${name} is no image model`)
  return model
}

function estimate(models: readonly ListedModel[], name: string, options: Partial<ImageOptions> = {}) {
  const model = imageModel(models, name)
  return estimateImageCost(model, fitOptions(model, { ...DEFAULT_IMAGE_OPTIONS, ...options }), 100)
}

test('both lists become models with their own names; what draws is asked by the image API alone', async () => {
  const models = describeAll((await read()) ?? [])
  expect(models.map(({ id, name }) => [id, name])).toEqual([
    ['openrouter:text/anthropic/claude-opus-5', 'Anthropic: Claude Opus 5'],
    ['openrouter:text/openrouter/auto', 'Auto Router'],
    ['openrouter:image/black-forest-labs/flux-3', 'Black Forest Labs: FLUX 3'],
    ['openrouter:image/google/nano-banana-2.1', 'Google: Nano Banana 2.1'],
    ['openrouter:text/meta-llama/llama-5:free', 'Meta: Llama 5 (free)'],
    ['openrouter:image/openai/gpt-image-2.5-flare', 'OpenAI: GPT Image 2.5 Flare'],
  ])
  // SVG isn't supported.
  expect(models.some(({ name }) => name.includes('Quiver'))).toBe(false)
})

test('the options are those of the list', async () => {
  const models = (await read()) ?? []
  expect(imageModel(models, BANANA)).toMatchObject({
    sizes: [],
    aspectRatios: ['1:1', '16:9', '9:16'],
    resolutions: ['1K', '2K', '4K'],
    qualities: ['auto'],
    choosesFormat: true,
    maxImages: 1,
    maxPreviews: 0,
    references: { most: 14 },
  })
  expect(imageModel(models, FLARE)).toMatchObject({
    aspectRatios: ['1:1', '3:2', '2:3'],
    qualities: ['low', 'medium', 'high', 'auto'],
    formats: ['png', 'jpeg', 'webp'],
    backgrounds: ['opaque', 'transparent', 'auto'],
    maxImages: 10,
    maxPreviews: 3,
    references: { most: 16 },
  })
  expect(imageModel(models, FLUX)).not.toHaveProperty('references')
})

test('texts have their prices and know whether they see; one that depends has none', async () => {
  const models = describeAll((await read()) ?? [])
  const find = (name: string) => models.find(({ wireName }) => wireName === name)
  expect(find('anthropic/claude-opus-5')).toMatchObject({ sees: true, tokenPrices: { textIn: 5, textOut: 25 } })
  expect(find('meta-llama/llama-5:free')).toMatchObject({ prices: 'free' })
  expect(find('meta-llama/llama-5:free')).not.toHaveProperty('sees')
  expect(find('openrouter/auto')).not.toHaveProperty('tokenPrices')
})

test('texts know which settings they take; of one whose list does not say it, the service decides', async () => {
  const models = describeAll((await read()) ?? [])
  const listTaken = (name: string): string[] => {
    const model = models.find(({ wireName }) => wireName === name)
    return model?.kind === 'text' ? Object.keys(model.settings ?? {}).toSorted() : []
  }
  expect(listTaken('anthropic/claude-opus-5')).toEqual(['efforts', 'maxOutput', 'temperature', 'webSearch'])
  expect(listTaken('meta-llama/llama-5:free')).toEqual(['maxOutput', 'temperature', 'webSearch'])
  expect(listTaken('openrouter/auto')).toEqual(['efforts', 'maxOutput', 'temperature', 'webSearch'])
})

test('prices are known after the list, and decide the estimate', async () => {
  const before = (await read()) ?? []
  expect(estimate(before, BANANA)).toEqual({ kind: 'unknown' })
  const models = await readAll()
  expect(estimate(models, BANANA, { aspectRatio: '16:9', resolution: '1K' })).toEqual({
    kind: 'range',
    low: 33_600,
    high: 33_600,
  })
  expect(estimate(models, BANANA, { aspectRatio: '1:1', resolution: '4K' })).toEqual({
    kind: 'range',
    low: 113_400,
    high: 113_400,
  })
  expect(estimate(models, FLUX, { count: 3 })).toEqual({ kind: 'range', low: 144_000, high: 144_000 })
  // Priced by tokens, without the number of tokens per image.
  expect(estimate(models, FLARE)).toEqual({ kind: 'unknown' })
  expect(imageModel(models, FLARE).prices).toMatchObject({ textIn: 5, imageIn: 8, imageOut: 30, source: 'OpenRouter' })
})

test('several providers make a range, and one without a readable price makes it unknown', async () => {
  const list = (await read()) ?? []
  const only = list.filter(({ name }) => name === FLUX)
  const priced = (...prices: readonly unknown[]) =>
    service.nextPrices.add((exchange) =>
      exchange.json(200, {
        id: FLUX,
        endpoints: prices.map((cost) => ({ pricing: [{ billable: 'output_image', unit: 'image', cost_usd: cost }] })),
      }),
    )
  priced(0.04, 0.0500001)
  expect(estimate((await modelList.complete?.(only, calls)) ?? [], FLUX)).toEqual({
    kind: 'range',
    low: 40_000,
    high: 50_001,
  })
  for (const wrong of [-1, 'much', null, Number.MAX_VALUE * 10]) {
    priced(0.04, wrong)
    expect(estimate((await modelList.complete?.(only, calls)) ?? [], FLUX)).toEqual({ kind: 'unknown' })
  }
})

test('input images count with their price; without a price for them there is no estimate', async () => {
  const list = (await read()) ?? []
  const only = list.filter(({ name }) => name === BANANA)
  const cost = async (input?: object) => {
    const lines = [{ billable: 'output_image', unit: 'image', cost_usd: 0.04 }, ...(input ? [input] : [])]
    service.nextPrices.add((exchange) => exchange.json(200, { id: BANANA, endpoints: [{ pricing: lines }] }))
    const model = imageModel((await modelList.complete?.(only, calls)) ?? [], BANANA)
    return estimateImageCost(model, fitOptions(model, DEFAULT_IMAGE_OPTIONS), 100, 3)
  }
  expect(await cost()).toEqual({ kind: 'range', low: 40_000, high: 40_000 })
  const each = { billable: 'input_reference', unit: 'image', cost_usd: 0.003 }
  expect(await cost(each)).toEqual({ kind: 'range', low: 49_000, high: 49_000 })
  expect(await cost({ ...each, unit: 'megapixel' })).toEqual({ kind: 'unknown' })
})

test('an id means the same without the list, and main knows what the list says', async () => {
  const id = `openrouter:image/${BANANA}`
  expect(findModel(id)).toMatchObject({ kind: 'image', wireName: BANANA, isToldByServer: true })
  expect(findModel('openrouter-work:text/a/b')).toMatchObject({ kind: 'text', connection: 'openrouter-work' })
  for (const wrong of ['openrouter:image/', 'openrouter:a/b', 'openrouter:text/a b/c', 'openrouter:video/a/b']) {
    expect(findModel(wrong)).toBeUndefined()
  }
  const models = await readAll()
  const find = createModelFinder((connection) =>
    connection === 'openrouter' ? { server: service.baseUrl, readAt: 1, models } : undefined,
  )
  const model = find(id)
  if (model?.kind !== 'image') throw new Error('it is an image model')
  expect(model.name).toBe('Google: Nano Banana 2.1')
  const options = fitOptions(model, DEFAULT_IMAGE_OPTIONS)
  expect(optionsProblem(model, options)).toBeUndefined()
  const request = { kind: 'image', model: model.id, parts: createParts('x'), options } as const
  expect(estimateRequest(request)).toEqual({ kind: 'unknown' })
  expect(estimateRequest(request, find)).toEqual({ kind: 'range', low: 33_600, high: 33_600 })
  expect(find(`openrouter-work:image/${BANANA}`)).toMatchObject({ name: BANANA, connection: 'openrouter-work' })
})

test('a hostile list costs nothing but its own lines', async () => {
  const [good] = listImageModels().data
  const facts = (supported_parameters: unknown, more: object = {}) => ({
    ...good,
    id: 'a/b',
    supported_parameters,
    ...more,
  })
  const wrong = [
    null,
    7,
    'text',
    [],
    {},
    { id: 7, name: 'no' },
    { ...good, id: '../../etc/passwd' },
    { ...good, id: 'no-author' },
    { ...good, id: `a/${'x'.repeat(300)}` },
    { ...good, id: 'a/b\nc' },
    { ...good, id: 'a/<script>' },
  ]
  service.nextList.add((exchange) =>
    exchange.json(200, {
      data: [
        ...wrong,
        facts(
          {
            aspect_ratio: {
              type: 'enum',
              values: ['1:1', '0:1', '1:0', '999:1', '1:1', 7, null, '16:9; DROP', '21:9'],
            },
            resolution: { type: 'enum', values: ['1K', '8K', '1k', {}] },
            quality: { type: 'enum', values: 'high' },
            n: { type: 'range', min: 1, max: 1e9 },
            input_references: { type: 'range', max: Infinity },
            output_format: { type: 'enum', values: ['svg', 'jpeg', 'exe'] },
            background: 'transparent',
          },
          {
            name: ` A\u202E name\n${'x'.repeat(500)}`,
            expiration_date: '2027-01-31T00:00:00Z',
            supports_streaming: 'yes',
          },
        ),
      ],
    }),
  )
  const models = ((await read()) ?? []).filter(({ facts: { kind } = {} }: { facts?: ListedFacts }) => kind === 'image')
  expect(models.map(({ name }) => name)).toEqual(['a/b'])
  const model = imageModel(models, 'a/b')
  expect(model).toMatchObject({
    aspectRatios: ['1:1', '21:9'],
    resolutions: ['1K'],
    qualities: ['auto'],
    backgrounds: ['auto'],
    formats: ['jpeg'],
    maxImages: 10,
    maxPreviews: 0,
    shutdown: '2027-01-31',
  })
  expect(model.name).toMatch(/^A name x{50,}$/)
  expect(model.name.length).toBeLessThanOrEqual(120)
})

test('a huge list is read, and its prices are asked for up to a limit', async () => {
  const [good] = listImageModels().data
  const data = Array.from({ length: 12_000 }, (_, index) => ({ ...good, id: `maker/model-${index}` }))
  service.nextList.add((exchange) => exchange.json(200, { data }))
  const models = (await read()) ?? []
  expect(models.length).toBeGreaterThanOrEqual(10_000)
  service.requests.length = 0
  await modelList.complete?.(models, calls)
  expect(service.requests).toHaveLength(100)
})

test('without texts the images are there; without images there is no list', async () => {
  const { fetch } = calls
  const without = (path: string) =>
    ((input: string, init?: RequestInit) =>
      input.endsWith(path) ? Promise.resolve(new Response('{}', { status: 500 })) : fetch(input, init)) as typeof fetch
  calls = { ...calls, fetch: without('/v1/models') }
  expect(((await read()) ?? []).map(({ name }) => name)).toEqual([BANANA, FLARE, FLUX])
  service.nextList.add((exchange) => exchange.json(200, { data: {} }))
  expect(await read()).toBeUndefined()
})

test.for([
  ['the key', OPENROUTER_KEY, true, { ok: true, sentence: 'works', values: { count: 3 } }],
  ['a wrong key, although anybody gets the list', 'sk-or-v1-wrong', true, { ok: false, sentence: 'keyRejected' }],
  ['a server that tells nothing of keys', OPENROUTER_KEY, false, { ok: true, sentence: 'works' }],
] as const)('the Test button tries %s', async ([, key, hasKeyPage, expected]) => {
  service.hasKeyPage = hasKeyPage
  const verdict = await testConnection(
    { target: 'connection', connection: { id: 'openrouter', service: 'openrouter', baseUrl: service.baseUrl } },
    {
      fetch: globalThis.fetch,
      settings: {
        keyFor: () => key,
        resolveAddress: ({ baseUrl }) => ({ value: baseUrl, source: 'settings' }),
        findListUrl: () => undefined,
        blob: () => ({ access: 'public' }),
        view: settingsView,
      },
      blob: { put: () => Promise.reject(new Error('unused')), remove: () => Promise.reject(new Error('unused')) },
    },
  )
  expect(verdict).toMatchObject(expected)
  expect(service.paidRequests).toEqual([])
})

withFolder(
  'the list is in use before its prices, keeps them while they are read again, and over a start',
  async ({ folder }) => {
    let now = Date.parse('2026-11-25')
    const counts: number[] = []
    const open = async () => {
      const list: ModelList = new ModelList({
        file: join(folder, 'openrouter.json'),
        account: () => calls.account,
        source: async () => modelList,
        fetch: globalThis.fetch,
        now: () => now,
        onChanged: () => void counts.push(countPriced(list)),
      })
      await list.load()
      return list
    }
    const countPriced = (list: ModelList): number =>
      (list.current(service.baseUrl)?.models ?? []).filter(({ facts }) => facts?.kind === 'image' && facts.prices)
        .length

    const list = await open()
    const held = service.nextPrices.add(async (exchange, answer) => void (await answer.stall(exchange)))
    await list.refresh()
    expect(counts).toEqual([0])
    held.breakOff()
    await list.whenComplete()
    expect(counts).toEqual([0, 2])

    const later = await open()
    expect(later.current(service.baseUrl)).toEqual(list.current(service.baseUrl))
    now += 2 * 24 * 60 * 60_000
    await later.refresh()
    expect(counts.at(-1)).toBe(2)
    await later.whenComplete()
    expect(counts.at(-1)).toBe(3)
  },
)
