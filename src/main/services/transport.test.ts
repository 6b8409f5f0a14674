import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished } from 'vitest'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { createParts, type Request } from '@shared/request'
import { FailureError } from '@shared/failure'
import type { ObjectHash } from '@shared/ids'
import type { ModelId } from '@shared/services/ids'
import type { ConnectionTest } from '@shared/settings'
import { BLOB_TOKEN, BlobStandIn } from '../../../e2e/stand-ins/blob'
import { createAuthority, serveEncrypted } from '../../../e2e/stand-ins/certificates'
import { GEMINI_KEY, GeminiStandIn } from '../../../e2e/stand-ins/gemini'
import { ImageHost } from '../../../e2e/stand-ins/image-host'
import { OPENAI_KEY, OpenAiStandIn } from '../../../e2e/stand-ins/openai'
import { soundPng } from '../../../e2e/stand-ins/images'
import { ProxyStandIn } from '../../../e2e/stand-ins/proxy'
import { settingsView } from '../../../tests/support/settings-view'
import { test } from '../../../tests/support/main/test-folder'
import { loadExtraCertificates } from '../network/certificates'
import type { ResolveProxy } from '../network/routes'
import { ObjectStore } from '../objects/object-store'
import { testConnection, type ConnectionTestParts } from '../settings/connection-test'
import { StorageService } from '../storage/storage-service'
import { BlobClient } from '../uploads/blob-client'
import { createAdapters, loadModelList } from './create-adapters'
import { isCertificateFailure } from './network-failure'
import { NetworkAttempt } from '../../../tests/support/main/network-attempt'
import { findProxyFailure } from './proxy-failure'
import { fetchRemoteImage } from './remote-image'
import { createTransport, type Transport } from './transport'

/*
 * A company's network: its names resolve only at the proxy, and the services have certificates of the company's own
 * authority.
 */

const BLOB_HOST = 'store1.public.blob.vercel-storage.com'
const authority = createAuthority('openai.test', 'gemini.test', 'blob.test', 'images.example', BLOB_HOST)
const png = soundPng({ width: 16, height: 16, seed: 1 })
const CREDENTIALS = 'ann.lee:p@ss:w%rd'

let openai: OpenAiStandIn
let gemini: GeminiStandIn
let blob: BlobStandIn
let images: ImageHost
let proxy: ProxyStandIn
let addresses: Readonly<Record<'openai' | 'gemini' | 'blob' | 'images', string>>
let stopEncryption: readonly (() => void)[]

beforeEach(async () => {
  ;[openai, gemini, blob, images, proxy] = await Promise.all([
    OpenAiStandIn.start(),
    GeminiStandIn.start(),
    BlobStandIn.start(),
    ImageHost.start(png),
    ProxyStandIn.start(),
  ])
  const servers = await Promise.all(
    [openai, gemini, blob, images].map(({ origin }) => serveEncrypted(origin, authority.server)),
  )
  stopEncryption = servers.map(({ stop }) => stop)
  const [first, second, third, fourth] = servers.map(({ port }) => port)
  addresses = {
    openai: `https://openai.test:${first}/v1`,
    gemini: `https://gemini.test:${second}`,
    blob: `https://blob.test:${third}`,
    images: `https://images.example:${fourth}`,
  }
  process.env['VERCEL_BLOB_API_URL'] = addresses.blob
})

afterEach(async () => {
  delete process.env['VERCEL_BLOB_API_URL']
  for (const stop of stopEncryption) stop()
  await Promise.all([openai, gemini, blob, images, proxy].map((part) => part.stop()))
})

interface Given {
  readonly system?: ResolveProxy
  readonly environment?: Readonly<Record<string, string>>
  /** Written to a file that NODE_EXTRA_CA_CERTS names. */
  readonly ca?: string
}

async function open(folder: string, { system = direct, environment = {}, ca }: Given): Promise<Transport> {
  const file = join(folder, 'company.pem')
  if (ca !== undefined) await writeFile(file, ca)
  const variables = { ...environment, ...(ca !== undefined && { NODE_EXTRA_CA_CERTS: file }) }
  const transport = createTransport(system, {
    environment: variables,
    loadCertificates: () =>
      loadExtraCertificates({
        environment: variables,
        report: (what) => expect.unreachable(what),
        systemFiles: [],
        startEnvironment: async () => '',
      }),
  })
  onTestFinished(() => transport.close())
  return transport
}

const direct: ResolveProxy = async () => 'DIRECT'

function withCredentials(credentials: string): string {
  const [name = '', ...password] = credentials.split(':')
  return `http://${encodeURIComponent(name)}:${encodeURIComponent(password.join(':'))}@${proxy.host}`
}

/** Every kind of call that Easel makes. Each rejects on failure. */
const CALLS: Readonly<Record<string, (transport: Transport) => Promise<unknown>>> = {
  'a list of models': async ({ fetch }) => {
    const source = await loadModelList('openai')
    const account = { baseUrl: addresses.openai, key: OPENAI_KEY }
    const { signal } = new AbortController()
    const response = await source!.request(fetch, account, signal)
    expect(await source!.read(response, { fetch, account, signal })).not.toHaveLength(0)
  },
  'a text of OpenAI': (transport) => answer(transport, 'openai:gpt-6-luna'),
  'an image of OpenAI': (transport) => answer(transport, 'openai:gpt-image-2'),
  'a text of Gemini': (transport) => answer(transport, 'gemini:gemini-3.1-flash'),
  'an image of Gemini': (transport) => answer(transport, 'gemini:gemini-nano-banana-2.1'),
  'an upload to Blob': ({ adoptUndici }) => putBlob(adoptUndici),
  'a deletion in Blob': ({ adoptUndici }) =>
    new BlobClient({ prepareNetwork: adoptUndici }).remove({ token: BLOB_TOKEN, access: 'public' }, 'x.png'),
}

async function answer({ fetch, isProxied }: Transport, model: ModelId): Promise<void> {
  const account = (connection: string) =>
    connection === 'gemini'
      ? { key: GEMINI_KEY, baseUrl: addresses.gemini }
      : { key: OPENAI_KEY, baseUrl: addresses.openai }
  const find = createAdapters({ account, network: { fetch, isProxied }, demoPainter: '' })
  const adapter = await find(model)
  const isImage = model.includes('image') || model.includes('banana')
  const request: Request = isImage
    ? { kind: 'image', model, parts: createParts('a lake'), options: DEFAULT_IMAGE_OPTIONS }
    : { kind: 'text', model, turns: [{ role: 'user', parts: createParts('Hello') }] }
  const seen: string[] = []
  for await (const event of adapter!.answer(request, new NetworkAttempt())) seen.push(event.type)
  expect(seen).not.toHaveLength(0)
}

function putBlob(prepareNetwork: () => Promise<void>): Promise<string> {
  return new BlobClient({ prepareNetwork }).put({ token: BLOB_TOKEN, access: 'public' }, 'x.png', png, 'image/png')
}

function fetchImage({ fetch, isProxied }: Transport) {
  const resolveHost = async (host: string) => {
    throw Object.assign(new Error(host), { code: 'ENOTFOUND' })
  }
  return fetchRemoteImage(`${addresses.images}/x.png`, { fetch, isProxied, resolveHost })
}

function pressTest(transport: Transport, target: 'openai' | 'gemini' | 'blob') {
  const parts: ConnectionTestParts = {
    fetch: transport.fetch,
    settings: {
      keyFor: () => (target === 'gemini' ? GEMINI_KEY : OPENAI_KEY),
      findListUrl: () => undefined,
      resolveAddress: ({ baseUrl }) => ({ value: baseUrl, source: 'settings' }),
      blob: () => ({ access: 'public', token: BLOB_TOKEN }),
      view: () => settingsView({ key: { source: 'saved' } }),
    },
    blob: new BlobClient({ prepareNetwork: transport.adoptUndici }),
  }
  const test: ConnectionTest =
    target === 'blob'
      ? { target, access: 'public' }
      : { target: 'connection', connection: { id: target, service: target, baseUrl: addresses[target] } }
  return testConnection(test, parts)
}

async function catchError(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Error)
  return error
}

function countArrivals(): number {
  return openai.requests.length + gemini.requests.length + blob.requests.length + images.keys.length
}

/** Returns what stopped a failed call of any kind before it left. */
function blame(error: unknown): object {
  if (error instanceof FailureError) {
    const { code, charge, proxy, status } = error.failure
    return { problem: code.replace('proxy-', ''), charge, proxy, status }
  }
  const { problem, proxy, status } = findProxyFailure(error) ?? {}
  return { problem: problem ?? (isCertificateFailure(error) && 'certificate-untrusted'), charge: 'none', proxy, status }
}

const KINDS = Object.entries(CALLS)
const TESTS = ['openai', 'gemini', 'blob'] as const

describe('a proxy of the environment that asks for a password, and a company’s certificates', () => {
  const given = (): Given => ({ environment: { HTTPS_PROXY: withCredentials(CREDENTIALS) }, ca: authority.ca })

  test.for(KINDS)('serve %s', async ([, call], { folder }) => {
    proxy.credentials = CREDENTIALS
    await call(await open(folder, given()))
    expect(countArrivals()).toBeGreaterThan(0)
  })

  test('serve an image at an address whose name only the proxy knows', async ({ folder }) => {
    proxy.credentials = CREDENTIALS
    expect(await fetchImage(await open(folder, given()))).toEqual({ bytes: png })
  })

  test('serve an image that is downloaded again from Blob', async ({ folder }) => {
    proxy.credentials = CREDENTIALS
    proxy.detours.set(`${BLOB_HOST}:443`, Number(new URL(addresses.images).port))
    const objects = new ObjectStore({ directory: join(folder, 'objects') })
    const { fetch } = await open(folder, given())
    const storage = new StorageService({
      profile: folder,
      objects,
      waitingUploads: () => 0,
      freeBytes: async () => 0,
      blobAccount: () => ({ access: 'public', token: 'vercel_blob_rw_store1_secret' }),
      fetch,
      onProgress: () => undefined,
    })
    const hash = createHash('sha256').update(png).digest('hex') as ObjectHash
    expect(await storage.restore({ hash, url: `https://${BLOB_HOST}/x.png` })).toBe(true)
  })

  test.for(TESTS)('serve the test of %s', async (target, { folder }) => {
    proxy.credentials = CREDENTIALS
    expect(await pressTest(await open(folder, given()), target)).toMatchObject({ ok: true })
  })
})

describe('without the password nothing leaves, and the proxy is named', () => {
  test.for(KINDS)('by %s', async ([, call], { folder }) => {
    proxy.credentials = CREDENTIALS
    const environment = { HTTPS_PROXY: withCredentials('ann.lee:wrong') }
    const error = await catchError(call(await open(folder, { environment, ca: authority.ca })))
    expect(blame(error)).toEqual({ problem: 'refused', charge: 'none', proxy: proxy.host, status: 407 })
    expect(countArrivals()).toBe(0)
  })

  test.for(TESTS)('by the test of %s', async (target, { folder }) => {
    proxy.credentials = CREDENTIALS
    const transport = await open(folder, { system: async () => `PROXY ${proxy.host}`, ca: authority.ca })
    const values = { proxy: proxy.host, status: 407 }
    expect(await pressTest(transport, target)).toEqual({ ok: false, sentence: 'proxySignIn', values })
    expect(countArrivals()).toBe(0)
  })
})

describe('a certificate that this computer does not trust is said, and nothing is sent', () => {
  const given = (): Given => ({ system: async () => `PROXY ${proxy.host}` })

  test.for(KINDS)('by %s', async ([, call], { folder }) => {
    const error = await catchError(call(await open(folder, given())))
    expect(blame(error)).toMatchObject({ problem: 'certificate-untrusted', charge: 'none' })
    expect(countArrivals()).toBe(0)
  })

  test.for(TESTS)('by the test of %s', async (target, { folder }) => {
    expect(await pressTest(await open(folder, given()), target)).toMatchObject({ sentence: 'certificateUntrusted' })
  })
})

describe('where the system does not say which proxy to use, nothing goes directly', () => {
  const systems: readonly (readonly [string, ResolveProxy])[] = [
    ['it says nothing', async () => ''],
    ['it fails', () => Promise.reject(new Error('no network service'))],
    ['it says nonsense', async () => 'PROXY'],
  ]
  test.for(systems)('%s', async ([, system], { folder }) => {
    const transport = await open(folder, { system })
    addresses = { ...addresses, openai: openai.baseUrl }
    process.env['VERCEL_BLOB_API_URL'] = blob.apiUrl
    const calls = [CALLS['an image of OpenAI']!, CALLS['an upload to Blob']!, CALLS['a list of models']!]
    for (const call of calls) expect(blame(await catchError(call(transport)))).toMatchObject({ problem: 'unknown' })
    expect(await pressTest(transport, 'openai')).toMatchObject({ sentence: 'proxyUnknown' })
    expect(countArrivals()).toBe(0)
  })
})

test('the system’s proxy is used, and asked for by its name alone', async ({ folder }) => {
  const transport = await open(folder, { system: async () => `PROXY ${proxy.host}`, ca: authority.ca })
  await CALLS['an image of OpenAI']!(transport)
  expect(proxy.asked).toEqual([new URL(addresses.openai).host])
})

test('the password of the environment also opens the same proxy where the system names it', async ({ folder }) => {
  proxy.credentials = CREDENTIALS
  const environment = { HTTP_PROXY: withCredentials(CREDENTIALS) }
  const transport = await open(folder, { system: async () => `PROXY ${proxy.host}`, environment, ca: authority.ca })
  await CALLS['an image of OpenAI']!(transport)
})

test('the variables come before the system', async ({ folder }) => {
  const environment = { https_proxy: proxy.host }
  const transport = await open(folder, { system: async () => 'PROXY 127.0.0.1:1', environment, ca: authority.ca })
  await CALLS['an image of OpenAI']!(transport)
})

test('C19 an image’s name that leads into the own network by the time of connecting is refused, and nothing arrives', async () => {
  const lookedUp: string[] = []
  const transport = createTransport(direct, {
    loadCertificates: async () => [authority.ca],
    lookUpAll: (name, _options, found) => {
      lookedUp.push(name)
      found(null, [{ address: '127.0.0.1', family: 4 }])
    },
  })
  onTestFinished(() => transport.close())
  const address = `${addresses.images}/x.png`
  const resolveHost = async () => ['93.184.216.34']
  expect(await fetchRemoteImage(address, { fetch: transport.fetch, resolveHost })).toEqual({
    address,
    reason: 'refused',
  })
  expect(lookedUp).toEqual(['images.example'])
  expect(countArrivals()).toBe(0)
})

test('this computer is asked directly', async ({ folder }) => {
  const environment = { HTTPS_PROXY: `http://${proxy.host}`, HTTP_PROXY: `http://${proxy.host}` }
  const transport = await open(folder, { environment })
  expect((await transport.fetch(images.origin)).status).toBe(200)
  expect(proxy.asked).toEqual([])
})

describe('of several proxies the next is asked if one cannot be reached', () => {
  test.for(KINDS)('for %s', async ([, call], { folder }) => {
    const system = async () => `PROXY 127.0.0.1:1; PROXY ${proxy.host}; DIRECT`
    await call(await open(folder, { system, ca: authority.ca }))
    expect(proxy.asked).not.toHaveLength(0)
  })

  test('but not if it refuses', async ({ folder }) => {
    proxy.refusal = 403
    const transport = await open(folder, { system: async () => `PROXY ${proxy.host}; DIRECT` })
    addresses = { ...addresses, openai: openai.baseUrl }
    const error = await catchError(CALLS['an image of OpenAI']!(transport))
    expect(blame(error)).toMatchObject({ problem: 'refused', status: 403 })
    expect(countArrivals()).toBe(0)
  })
})

test('a proxy that is spoken to with encryption may have a certificate of the company, too', async ({ folder }) => {
  const ofProxy = createAuthority('localhost')
  const encrypted = await ProxyStandIn.start(ofProxy.server)
  onTestFinished(() => encrypted.stop())
  encrypted.credentials = CREDENTIALS
  const environment = {
    HTTPS_PROXY: withCredentials(CREDENTIALS)
      .replace('http:', 'https:')
      .replace(proxy.host, encrypted.host.replace('127.0.0.1', 'localhost')),
  }
  await CALLS['an image of OpenAI']!(await open(folder, { environment, ca: authority.ca + ofProxy.ca }))
  expect(encrypted.asked).not.toHaveLength(0)

  const untrusting = await open(folder, { environment, ca: authority.ca })
  expect(blame(await catchError(CALLS['an image of OpenAI']!(untrusting)))).toMatchObject({ problem: 'unreachable' })
})

test.for(['GET', 'POST', 'PUT'])(
  'a %s that a server received is not sent again by the next proxy',
  async (method, { folder }) => {
    let received = 0
    const server = createServer((request) => {
      received += 1
      request.socket.resetAndDestroy()
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const system = async () => `PROXY ${proxy.host}; PROXY ${proxy.host.replace('127.0.0.1', 'localhost')}; DIRECT`
    const { fetch } = await open(folder, { system })
    const body = method === 'GET' ? {} : { body: 'paid for' }
    await catchError(fetch(`http://reset.test:${(server.address() as AddressInfo).port}`, { method, ...body }))
    expect(received).toBe(1)
  },
)
