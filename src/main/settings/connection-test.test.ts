import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { ConnectionVerdict } from '@shared/settings'
import { BLOB_TOKEN, BlobStandIn } from '../../../e2e/stand-ins/blob'
import { FAL_KEY, FalStandIn } from '../../../e2e/stand-ins/fal'
import { GEMINI_KEY, GeminiStandIn } from '../../../e2e/stand-ins/gemini'
import { BlobClient } from '../uploads/blob-client'
import { settingsView } from '../../../tests/support/settings-view'
import { readBaseUrl } from './base-url'
import { testConnection, type ConnectionTestParts } from './connection-test'

const KEY = 'sk-test-canary-0123456789'

/** Starts a server for one test and records its requests. */
async function serving(answer: RequestListener): Promise<{ url: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

function listing(...ids: readonly string[]): RequestListener {
  return (_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ object: 'list', data: ids.map((id) => ({ id, object: 'model' })) }))
  }
}

function answering(status: number, contentType: string, body: string): RequestListener {
  return (_request, response) => response.writeHead(status, { 'content-type': contentType }).end(body)
}

interface Given {
  readonly key?: string
  readonly keyStatus?: 'none' | 'saved'
  readonly token?: string
  readonly deadlineMs?: number
}

/** Creates settings with only these values. */
function partsWith({ key, keyStatus = 'none', token, deadlineMs }: Given = {}): ConnectionTestParts {
  return {
    fetch: globalThis.fetch,
    settings: {
      keyFor: () => key,
      findListUrl: () => undefined,
      resolveAddress: ({ baseUrl: value }) => {
        const read = readBaseUrl(value)
        return { value, source: 'settings', ...('problem' in read && read) }
      },
      blob: () => ({ access: 'public', ...(token !== undefined && { token }) }),
      view: () => settingsView({ key: keyStatus === 'none' ? { source: 'none' } : { source: keyStatus } }),
    },
    blob: new BlobClient(),
    ...(deadlineMs !== undefined && { deadlineMs }),
  }
}

async function verdictOn(baseUrl: string, parts = partsWith({ key: KEY }), typed?: string): Promise<ConnectionVerdict> {
  return testConnection(
    {
      target: 'connection',
      connection: { id: 'openai', service: 'openai', baseUrl },
      ...(typed !== undefined && { key: typed }),
    },
    parts,
  )
}

describe('Google Gemini', () => {
  async function verdictOnGemini(key: string) {
    const gemini = await GeminiStandIn.start()
    onTestFinished(() => gemini.stop())
    const lists: unknown[] = []
    const parts = { ...partsWith({ key }), onListed: (...list: unknown[]) => void lists.push(list[2]) }
    const connection = { id: 'gemini', service: 'gemini', baseUrl: gemini.baseUrl }
    const verdict = await testConnection({ target: 'connection', connection }, parts)
    return { verdict, lists, requests: gemini.requests.map(({ method, path, query }) => ({ method, path, query })) }
  }

  test('that lists image models works, and was asked for nothing but the list', async () => {
    const { verdict, lists, requests } = await verdictOnGemini(GEMINI_KEY)
    expect(verdict).toMatchObject({ ok: true, sentence: 'works', values: { count: 3 } })
    expect(requests).toEqual([{ method: 'GET', path: '/v1beta/models', query: { pageSize: '1000' } }])
    expect(lists).toEqual([expect.not.arrayContaining([{ name: 'gemini-embedding-2' }])])
  })

  test('rejects a wrong key, although with a 400', async () => {
    const { verdict } = await verdictOnGemini('AIzaSyWrong')
    expect(verdict).toMatchObject({ ok: false, sentence: 'keyRejected' })
  })
})

describe('fal, which lists its models elsewhere', () => {
  async function verdictOnFal(key: string) {
    const fal = await FalStandIn.start()
    onTestFinished(() => fal.stop())
    const parts = partsWith({ key })
    const settings = { ...parts.settings, findListUrl: () => fal.apiUrl }
    const connection = { id: 'fal', service: 'fal', baseUrl: 'https://queue.fal.run' }
    const verdict = await testConnection({ target: 'connection', connection }, { ...parts, settings })
    return { verdict, paths: fal.requests.map(({ method, path }) => `${method} ${path}`) }
  }

  test('works, and was asked for nothing but prices', async () => {
    const { verdict, paths } = await verdictOnFal(FAL_KEY)
    expect(verdict).toMatchObject({ ok: true, sentence: 'works', values: { count: 7 } })
    expect(paths).toEqual(['GET /v1/models/pricing'])
  })

  test('rejects a wrong key', async () => {
    expect((await verdictOnFal('a-wrong-key')).verdict).toMatchObject({ ok: false, sentence: 'keyRejected' })
  })
})

describe('OpenAI', () => {
  test('that lists image models works; their number is told', async () => {
    const { url, requests } = await serving(
      listing('gpt-image-2', 'gpt-6.1-terra', 'gpt-image-2.6-flare', 'unheard-of'),
    )

    expect(await verdictOn(`${url}/v1`)).toMatchObject({ ok: true, sentence: 'works', values: { count: 2 } })
    expect(requests.map(({ method, url: path, headers }) => [method, path, headers.authorization])).toEqual([
      ['GET', '/v1/models', `Bearer ${KEY}`],
    ])
  })

  test('that lists its models with the key in force hands the list on; with a key as typed it keeps it', async () => {
    const { url } = await serving(listing('gpt-image-2', 'unheard-of'))
    const lists: unknown[] = []
    const parts = { ...partsWith({ key: KEY }), onListed: (...list: unknown[]) => void lists.push(list) }
    await verdictOn(`${url}/v1`, parts, 'typed-just-now')
    expect(lists).toEqual([])
    await verdictOn(`${url}/v1`, parts)
    expect(lists).toEqual([['openai', `${url}/v1`, [{ name: 'gpt-image-2' }, { name: 'unheard-of' }]]])
  })

  test('a key as typed is tried before the stored one', async () => {
    const { url, requests } = await serving(listing())
    await verdictOn(url, partsWith({ key: KEY }), 'typed-just-now')
    expect(requests[0]?.headers.authorization).toBe('Bearer typed-just-now')
  })

  test.each([
    ['no image model that we know', listing('llama-4'), { ok: true, sentence: 'worksNoImages' }],
    ['a wrong key', answering(401, 'application/json', '{}'), { ok: false, sentence: 'keyRejected' }],
    ['a key that may not', answering(403, 'application/json', '{}'), { ok: false, sentence: 'accessDenied' }],
    ['a server without lists', answering(404, 'application/json', '{}'), { ok: true, sentence: 'noList' }],
    ['a web site', answering(404, 'text/html', '<html></html>'), { ok: false, sentence: 'notAnApi' }],
    ['a page of a firewall', answering(403, 'text/html', '<html></html>'), { ok: false, sentence: 'notAnApi' }],
    ['a sign-in page', answering(200, 'text/html', '<html></html>'), { ok: false, sentence: 'notAnApi' }],
    ['other JSON', answering(200, 'application/json', '{"data":{}}'), { ok: false, sentence: 'notAnApi' }],
    [
      'a list of rubbish',
      answering(200, 'application/json', '{"data":[null,1,{}]}'),
      { ok: true, sentence: 'worksNoImages' },
    ],
    ['a server in trouble', answering(503, 'text/plain', 'no'), { ok: false, sentence: 'serverFailed' }],
    ['a busy server', answering(429, 'application/json', '{}'), { ok: false, sentence: 'serverFailed' }],
  ] as const)('%s', async (_name, answer, expected) => {
    const { url } = await serving(answer)
    expect(await verdictOn(url)).toMatchObject(expected)
  })

  test.each([401, 403])(
    'that refuses with %i who sends no key wants one, and says nothing of the key',
    async (status) => {
      const { url } = await serving(answering(status, 'application/json', '{}'))
      const connection = { id: 'compatible-1', service: 'compatible', baseUrl: url }
      const verdict = await testConnection({ target: 'connection', connection }, partsWith())
      expect(verdict).toMatchObject({ ok: false, sentence: 'keyMissing' })
    },
  )

  test('with a query is asked with it, also below its version', async () => {
    const { url, requests } = await serving((request, response) =>
      request.url === '/v1/models?api-version=2026-01'
        ? listing('gpt-image-2')(request, response)
        : response.writeHead(404, { 'content-type': 'text/html' }).end('<html></html>'),
    )
    expect(await verdictOn(`${url}/v1?api-version=2026-01`)).toMatchObject({ ok: true, sentence: 'works' })
    const suggestion = `${url}/v1?api-version=2026-01`
    expect(await verdictOn(`${url}?api-version=2026-01`)).toMatchObject({ sentence: 'worksElsewhere', suggestion })
    expect(requests.every(({ url: path }) => path?.endsWith('?api-version=2026-01'))).toBe(true)
  })

  test('without its version answers with the address that works, and is asked for nothing but lists', async () => {
    const { url, requests } = await serving((request, response) =>
      request.url === '/v1/models'
        ? listing('gpt-image-2')(request, response)
        : response.writeHead(404, { 'content-type': 'text/html' }).end('<html></html>'),
    )
    expect(await verdictOn(url)).toEqual({
      ok: false,
      sentence: 'worksElsewhere',
      values: { address: `${url}/v1` },
      suggestion: `${url}/v1`,
    })
    expect(await verdictOn(`${url}/api`)).toMatchObject({ sentence: 'notAnApi' })
    expect(requests.map(({ method, url: path }) => `${method} ${path}`)).toEqual([
      'GET /models',
      'GET /v1/models',
      'GET /api/models',
      'GET /api/v1/models',
    ])
  })

  test('a redirect is not followed, for the key would go along', async () => {
    const elsewhere = await serving(listing('gpt-image-2'))
    const { url } = await serving((_request, response) => response.writeHead(302, { location: elsewhere.url }).end())

    expect(await verdictOn(url)).toMatchObject({ ok: false, sentence: 'notAnApi' })
    expect(elsewhere.requests).toEqual([])
  })

  test('a server that never answers is given up', async () => {
    const { url } = await serving(() => undefined)
    expect(await verdictOn(url, partsWith({ key: KEY, deadlineMs: 50 }))).toMatchObject({ sentence: 'unreachable' })
  })

  test('a body without end is not read to its end', async () => {
    const { url } = await serving((_request, response) => {
      response.setHeader('content-type', 'application/json')
      const pour = (): void => void response.write(Buffer.alloc(65_536, 0x20), () => !response.destroyed && pour())
      pour()
    })
    expect(await verdictOn(url)).toMatchObject({ ok: false, sentence: 'notAnApi' })
  })

  test('a port that is closed', async () => {
    expect(await verdictOn('http://127.0.0.1:1/v1')).toMatchObject({ ok: false, sentence: 'unreachable' })
  })

  test.each([
    ['an address that is none', 'my server', partsWith({ key: KEY }), undefined, 'badAddress'],
    ['no key', 'http://127.0.0.1:1', partsWith(), undefined, 'keyMissing'],
    ['a key for another address', 'http://127.0.0.1:1', partsWith({ keyStatus: 'saved' }), undefined, 'keyWithheld'],
    ['a key that no header can hold', 'http://127.0.0.1:1', partsWith(), 'sk-abc…xyz', 'keyUnusable'],
  ] as const)('%s: nothing is sent', async (_name, address, parts, typed, sentence) => {
    expect(await verdictOn(address, parts, typed)).toMatchObject({ ok: false, sentence })
  })

  test.each([
    ['api.example.com/v1', 'no-scheme', 'https://api.example.com/v1'],
    ['localhost:8080/v1', 'no-scheme', 'http://localhost:8080/v1'],
    ['http://api.example.com/v1', 'unencrypted', undefined],
    ['https://api.example.com/v1#x', 'has-extras', undefined],
  ])(
    '%s is said to be wrong as it is, and offered with its scheme if that is all',
    async (value, problem, suggestion) => {
      const verdict = await verdictOn(value, partsWith({ key: KEY }))
      expect(verdict).toEqual({ ok: false, sentence: 'badAddress', badAddress: { value, problem }, suggestion })
    },
  )
})

describe('Blob', () => {
  let store: BlobStandIn

  beforeEach(async () => {
    store = await BlobStandIn.start()
    process.env['VERCEL_BLOB_API_URL'] = store.apiUrl
  })

  afterEach(async () => {
    delete process.env['VERCEL_BLOB_API_URL']
    await store.stop()
  })

  async function verdict(
    parts = partsWith({ token: BLOB_TOKEN }),
    access: 'public' | 'private' = 'public',
  ): Promise<ConnectionVerdict> {
    return testConnection({ target: 'blob', access }, parts)
  }

  test('that takes and removes a test file works, and nothing is left there', async () => {
    expect(await verdict()).toEqual({ ok: true, sentence: 'blobWorks' })
    expect(store.uploads.map(({ query }) => query['pathname'])).toEqual(['chat-images/easel-connection-test.txt'])
    expect(store.blobs.size).toBe(0)
  })

  test('a token as typed is tried before the stored one', async () => {
    const test = { target: 'blob', token: BLOB_TOKEN, access: 'public' } as const
    expect(await testConnection(test, partsWith({ token: 'vercel_blob_rw_other_one' }))).toMatchObject({ ok: true })
  })

  test('the other kind of store', async () => {
    expect(await verdict(undefined, 'private')).toEqual({ ok: false, sentence: 'blobWrongAccess' })
  })

  test('a wrong token', async () => {
    expect(await verdict(partsWith({ token: 'vercel_blob_rw_other_one' }))).toMatchObject({ sentence: 'tokenRejected' })
  })

  test('no token: nothing is sent', async () => {
    expect(await verdict(partsWith())).toEqual({ ok: false, sentence: 'tokenMissing' })
    expect(store.requests).toEqual([])
  })

  test.each([
    [{ status: 403, code: 'store_suspended' }, 'storeSuspended'],
    [{ status: 500, code: 'unknown_error' }, 'serverFailed'],
    [{ status: 429, code: 'rate_limited' }, 'serverFailed'],
  ] as const)('%j', async (failing, sentence) => {
    store.next.fails(failing)
    expect(await verdict()).toEqual({ ok: false, sentence })
  })

  test('a store that takes files but does not give them up', async () => {
    const parts = partsWith({ token: BLOB_TOKEN })
    const remove = (): Promise<void> => Promise.reject(new Error('no'))
    const put: BlobClient['put'] = (...order) => parts.blob.put(...order)
    expect(await verdict({ ...parts, blob: { put, remove } })).toEqual({ ok: true, sentence: 'blobWorksNotRemoved' })
  })
})
