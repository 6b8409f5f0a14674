/** C. What the service, or a server in its place, can do to an answer. */
import { describe, expect } from 'vitest'
import { OPENAI_KEY, OpenAiStandIn } from '../../e2e/stand-ins/openai'
import { notAnImage, pixelBombPng, svgWithScript, truncatedPng } from '../../e2e/stand-ins/images'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { ProxyStandIn } from '../../e2e/stand-ins/proxy'
import { test as withWorld } from './fixtures'
import { anImage, images } from './world'

const test = withWorld.extend<{ proxy: ProxyStandIn }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  proxy: async ({}, use) => {
    const proxy = await ProxyStandIn.start()
    await use(proxy)
    await proxy.stop()
  },
})

/** Long enough, even on busy cores, for the request to reach the server and its first bytes to come back. */
const short = { headersMs: 3_000, idleMs: 1_000 }

describe('C01 without a connection nothing is billed, and it is retried visibly', () => {
  test.for(['a name that does not resolve', 'a port that is closed'])('%s', async (where, { world }) => {
    const gone = await OpenAiStandIn.start()
    const baseUrl = where === 'a name that does not resolve' ? 'http://nothing.invalid/v1' : gone.baseUrl
    await gone.stop()
    await world.launch({ baseUrl, automaticRetries: 2 })
    const id = world.ask()
    expect(await world.becomes(id, 'failed')).toMatchObject({
      failure: { code: 'never-connected', charge: 'none', again: { attempt: 2, of: 3 } },
    })
    await world.stop(id)
    await world.becomes(id, 'failed', ({ failure }) => failure.again === undefined)
  })

  test('a server without TLS', async ({ world }) => {
    await world.launch({ baseUrl: world.openai.baseUrl.replace('http:', 'https:') })
    const id = world.ask()
    expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code: 'never-connected', charge: 'none' } })
  })
})

describe('C01 what a proxy keeps back has not left: not billed, and the proxy is named', () => {
  test.for([407, 403, 404, 500, 502, 503, 504])('refused with %i', async (status, { world, proxy }) => {
    proxy.refusal = status
    await world.launch({ route: `PROXY ${proxy.host}` })
    const id = world.ask()
    expect(await world.becomes(id, 'failed')).toMatchObject({
      failure: { code: 'proxy-refused', charge: 'none', proxy: proxy.host, status },
    })
    expect(world.openai.requests).toEqual([])
  })

  test.for([
    ['a closed port', 'PROXY 127.0.0.1:1'],
    ['a name that does not resolve', 'PROXY proxy.invalid:3128'],
    ['no TLS where it should be', 'HTTPS '],
    ['hung up', 'PROXY '],
  ])('%s', async ([, route], { world, proxy }) => {
    proxy.hangsUp = true
    await world.launch({ route: route!.endsWith(' ') ? route + proxy.host : route! })
    const id = world.ask()
    expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code: 'proxy-unreachable', charge: 'none' } })
    expect(world.openai.requests).toEqual([])
  })

  test.for(['SOCKS5 127.0.0.1:1080', 'SOCKS 127.0.0.1:1080', 'QUIC 127.0.0.1:443'])(
    'one that Easel cannot speak to (%s) is not gone round',
    async (route, { world }) => {
      await world.launch({ route })
      const id = world.ask()
      expect(await world.becomes(id, 'failed')).toMatchObject({
        failure: { code: 'proxy-unsupported', charge: 'none', proxy: route.split(' ')[1] },
      })
      expect(world.openai.requests).toEqual([])
    },
  )

  test('one that passes everything on is used', async ({ world, proxy }) => {
    await world.launch({ route: `SOCKS5 127.0.0.1:1; PROXY ${proxy.host}` })
    await world.becomes(world.ask(), 'done')
    expect(proxy.asked).toContain(new URL(world.openai.origin).host)
  })

  test('once it has passed the request on, a reset may have been billed', async ({ world, proxy }) => {
    world.openai.next.resetsConnection()
    await world.launch({ route: `PROXY ${proxy.host}` })
    const id = world.ask()
    expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code: 'connection-lost', charge: 'unknown' } })
  })

  test('and a certificate behind it is not its fault', async ({ world, proxy }) => {
    await world.launch({ route: `PROXY ${proxy.host}`, baseUrl: world.openai.baseUrl.replace('http:', 'https:') })
    const id = world.ask()
    expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code: 'never-connected', charge: 'none' } })
  })
})

test.for(['sk-\u200bproj', 'sk-proj\n', 'sk-ä', 'sk-🔑'])(
  'C01 a key that no header can hold (%j) never leaves, and nothing is billed',
  async (key, { world }) => {
    await world.launch({ key, automaticRetries: 5 })
    const id = world.ask()
    const { failure } = await world.becomes(id, 'failed')
    expect(failure).toMatchObject({ code: 'key-unusable', charge: 'none' })
    expect(failure).not.toHaveProperty('again')
    expect(world.openai.requests).toEqual([])
  },
)

test('C01 stopped while it is still connecting, nothing was billed', async ({ world }) => {
  const silent = await SilentServer.start()
  await world.launch({ baseUrl: `https://${silent.host}/v1` })
  const id = world.ask()
  await silent.connected
  await world.stop(id)
  expect(await world.becomes(id, 'cancelled')).toMatchObject({ charge: 'none' })
  await silent.stop()
})

test('C02 a reset after sending may have been billed, and is not retried automatically', async ({ world }) => {
  world.openai.next.resetsConnection()
  await world.launch({ automaticRetries: 5 })
  const id = world.ask()
  expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code: 'connection-lost', charge: 'unknown' } })
  await world.rest()
  expect(world.openai.paidRequests).toHaveLength(1)
})

test('C03 silence ends at one deadline, and may have been billed', async ({ world }) => {
  const answer = world.openai.next.stallsBeforeHeaders()
  await world.launch({ deadlines: short, automaticRetries: 5 })
  const id = world.ask()
  expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code: 'timed-out', charge: 'unknown' } })
  await answer.abandoned
})

test('C04 an answer that only trickles ends at the deadline, and the part that arrived is kept', async ({ world }) => {
  world.openai.next.answers(async (exchange) => {
    exchange.response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (let gone = false; !gone;) {
      await exchange.write(':')
      gone = await Promise.race([exchange.abandoned.then(() => true), tick()])
    }
  })
  await world.launch({ deadlines: short })
  const id = world.ask()
  expect(await world.becomes(id, 'failed')).toMatchObject({
    failure: { code: 'timed-out', charge: 'unknown', hasAnswer: true },
  })
  expect((await world.spooled()).map(String)).toEqual([expect.stringMatching(/^:+$/)])
})

test('C05 an answer that is cut inside the image is kept as far as it arrived', async ({ world }) => {
  world.openai.next.cutsBody({ afterBytes: 9_000, ...anImage() })
  await world.launch()
  const id = world.ask()
  expect(await world.becomes(id, 'failed')).toMatchObject({
    failure: { code: 'connection-lost', charge: 'unknown', hasAnswer: true },
  })
  expect(await world.spooled()).toEqual([world.openai.answers[0]!.body])
})

describe('C06 of an answer with invalid JSON', () => {
  const [first, second] = images(1, 2).map((image) => image.toString('base64'))

  test('the complete images are kept', async ({ world }) => {
    world.openai.next.answers((exchange) =>
      exchange.send(200, 'application/json', `{"data":[{"b64_json":"${first}"},{"b64_json":"${second!.slice(0, 99)}`),
    )
    await world.launch()
    const id = world.ask({ count: 2 })
    expect(await world.becomes(id, 'done')).toMatchObject({
      parts: [{ image: { width: 64 } }],
      shortfall: { code: 'image-damaged' },
    })
    expect((await world.profile.objects()).map(({ bytes }) => bytes)).toEqual(images(1))
    expect(await world.spooled()).toHaveLength(1)
  })

  test('the complete images are also kept when the connection broke', async ({ world }) => {
    world.openai.next.answers(async (exchange) => {
      exchange.response.writeHead(200, { 'content-type': 'application/json' })
      await exchange.write(`{"data":[{"b64_json":"${first}"},{"b64_json":"${second!.slice(0, 99)}`)
      exchange.response.destroy()
    })
    await world.launch()
    const id = world.ask({ count: 2 })
    expect(await world.becomes(id, 'done')).toMatchObject({ parts: [{ image: { width: 64 } }] })
  })

  test('the raw answer is kept if there are none', async ({ world }) => {
    world.openai.next.answers((exchange) => exchange.send(200, 'application/json', '{"data":[{"b64_js'))
    await world.launch()
    const id = world.ask()
    expect(await world.becomes(id, 'failed')).toMatchObject({
      failure: { code: 'answer-damaged', charge: 'unknown', hasAnswer: true },
    })
    expect((await world.spooled()).map(String)).toEqual(['{"data":[{"b64_js'])
  })
})

describe('C07 the answer of a proxy or gateway is not a success', () => {
  test.for([
    ['a web page', 'not-an-api', (next) => next.answersHtml()],
    ['nothing', 'answer-empty', (next) => next.answersEmpty()],
  ] as const satisfies readonly [string, string, (next: OpenAiStandIn['next']) => unknown][])(
    '%s',
    async ([, code, answers], { world }) => {
      answers(world.openai.next)
      await world.launch()
      const id = world.ask()
      expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code, charge: 'unknown' } })
    },
  )
})

describe('C08 what is there is kept, and the rest is reported as missing', () => {
  test('fewer images than requested', async ({ world }) => {
    world.openai.next.answersPlainJson({ images: images(1, 2) })
    await world.launch()
    const id = world.ask({ count: 3 })
    expect(await world.becomes(id, 'done')).toMatchObject({
      parts: [{ image: { width: 64 } }, { image: { width: 64 } }],
      shortfall: { code: 'images-missing' },
    })
  })

  test('no data at all', async ({ world }) => {
    world.openai.next.answers((exchange) => exchange.json(200, { created: 1 }))
    await world.launch()
    const id = world.ask()
    expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code: 'answer-empty', hasAnswer: true } })
  })
})

describe('C09 base64', () => {
  test('with a data: prefix is accepted', async ({ world }) => {
    const [image] = images(1)
    world.openai.next.image({ rawBase64: `data:image/png;base64,${image!.toString('base64')}`, previews: [] })
    await world.launch()
    const id = world.ask()
    await world.becomes(id, 'done')
    expect(await world.profile.holds(image!)).toBe(true)
  })

  test('that is invalid is refused, and the raw answer kept', async ({ world }) => {
    world.openai.next.image({ rawBase64: '%%% not base64 %%%', previews: [] })
    await world.launch()
    const id = world.ask()
    expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code: 'image-damaged', hasAnswer: true } })
    expect(await world.spooled()).toEqual([world.openai.answers[0]!.body])
  })
})

test('C10 a drawing with a script never gets into the store, which is said, and the raw answer is kept', async ({
  world,
}) => {
  world.openai.next.answersNotAnImage(svgWithScript())
  await world.launch()
  const id = world.ask()
  expect(await world.becomes(id, 'failed')).toMatchObject({
    failure: { code: 'image-unsafe', charge: 'charged', hasAnswer: true },
  })
  expect(await world.profile.objects()).toEqual([])
  expect(await world.spooled()).toEqual([world.openai.answers[0]!.body])
})

describe('C10 bytes that are not an intact image never get into the store, and the raw answer is kept', () => {
  test.for([
    ['a cut image', truncatedPng({ width: 64, height: 64 }), 'image-damaged'],
    ['a pixel bomb', pixelBombPng(), 'image-damaged'],
    ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'not-an-image'],
    ['text', notAnImage(), 'not-an-image'],
    ['a video', Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'), 'not-an-image'],
    ['an archive', Buffer.from('PK\x03\x04\x14\0\0\0\x08\0 and the rest of a zip', 'latin1'), 'not-an-image'],
  ] as const)('%s', async ([, bytes, code], { world }) => {
    world.openai.next.answersNotAnImage(bytes)
    await world.launch()
    const id = world.ask()
    expect(await world.becomes(id, 'failed')).toMatchObject({
      failure: { code, charge: 'charged', hasAnswer: true },
    })
    expect(await world.profile.objects()).toEqual([])
    expect(await world.spooled()).toEqual([world.openai.answers[0]!.body])
  })
})

test('C12 one broken image of four costs only that one', async ({ world }) => {
  const [first, second, fourth] = images(1, 2, 4)
  world.openai.next.image({ images: [first!, second!, truncatedPng(), fourth!], previews: [] })
  await world.launch()
  const id = world.ask({ count: 4 })
  expect(await world.becomes(id, 'done')).toMatchObject({
    parts: [{ image: { width: 64 } }, { image: { width: 64 } }, { image: { width: 64 } }],
    shortfall: { code: 'image-damaged' },
  })
  expect(await world.profile.objects()).toHaveLength(3)
})

describe('C13 a busy service', () => {
  const busy = (headers: Record<string, string>) => ({ status: 429, code: 'rate_limit_exceeded', headers })

  test('that names seconds is asked again when it said so, in the same run', async ({ world }) => {
    world.openai.next.fails(busy({ 'retry-after': '1' }))
    world.openai.next.image(anImage())
    await world.launch({ automaticRetries: 1 })
    const id = world.ask()
    const { failure } = await world.becomes(id, 'failed')
    expect(failure).toMatchObject({
      charge: 'none',
      retryAfterMs: 1000,
      again: { at: failure.at + 1000, attempt: 2, of: 2 },
    })
    await world.becomes(id, 'done')
    expect(world.openai.paidRequests).toHaveLength(2)
  })

  test('that names a date is obeyed', async ({ world }) => {
    world.openai.next.fails(busy({ 'retry-after': new Date(Date.now() + 120_000).toUTCString() }))
    await world.launch({ automaticRetries: 1 })
    const id = world.ask()
    const { failure } = await world.becomes(id, 'failed')
    expect(failure.retryAfterMs).toBeGreaterThan(60_000)
    expect(failure.retryAfterMs).toBeLessThanOrEqual(120_000)
    expect(failure.again?.attempt).toBe(2)
    await world.stop(id)
  })

  test('that names an absurd time is left to the user', async ({ world }) => {
    world.openai.next.fails(busy({ 'retry-after': '999999999' }))
    await world.launch({ automaticRetries: 5 })
    const id = world.ask()
    const { failure } = await world.becomes(id, 'failed')
    expect(failure).toMatchObject({ code: 'rate-limited', retryAfterMs: 3_600_000 })
    expect(failure).not.toHaveProperty('again')
  })

  test('counts down through a kill, and is then asked once', async ({ world }) => {
    world.openai.next.fails(busy({ 'retry-after': '2' }))
    world.openai.next.image(anImage())
    await world.launch({ automaticRetries: 1 })
    const id = world.ask()
    await world.becomes(id, 'failed')
    await world.kill()

    await world.launch({ automaticRetries: 1 })
    expect(world.row(id).state).toMatchObject({ status: 'failed', failure: { again: { attempt: 2, of: 2 } } })
    await world.becomes(id, 'done')
    expect(world.openai.paidRequests).toHaveLength(2)
  })
})

describe('refused before any work: not billed, and never retried automatically', () => {
  test.for([
    ['C14 no credit left', { status: 429, code: 'insufficient_quota' }, 'quota-exhausted'],
    ['C14 a hard limit', { status: 400, code: 'billing_hard_limit_reached' }, 'quota-exhausted'],
    [
      'C15 a wrong key',
      { status: 401, code: 'invalid_api_key', message: `Incorrect API key: ${OPENAI_KEY}` },
      'key-rejected',
    ],
    ['C15 no access', { status: 403, message: `${OPENAI_KEY} may not` }, 'access-denied'],
    [
      'C16 refused by moderation',
      { status: 400, code: 'moderation_blocked', message: 'Not allowed.' },
      'prompt-refused',
    ],
  ] as const)('%s', async ([, error, code], { world }) => {
    world.openai.next.fails(error)
    await world.launch({ automaticRetries: 5 })
    const id = world.ask()
    const { failure } = await world.becomes(id, 'failed')
    expect(failure).toMatchObject({ code, charge: 'none', requestId: 'req_standin0001' })
    expect(failure).not.toHaveProperty('again')
    await world.rest()
    expect(world.openai.paidRequests).toHaveLength(1)
  })
})

test.for([500, 502, 503, 504])(
  'C17 after a %i only the service knows what happened, and it is not sent again',
  async (status, { world }) => {
    world.openai.next.fails({ status, message: 'Oh.', headers: { 'retry-after': '0' } })
    await world.launch({ automaticRetries: 5 })
    const id = world.ask()
    const { failure } = await world.becomes(id, 'failed')
    expect(failure).toMatchObject({ code: 'provider-down', charge: 'unknown' })
    expect(failure).not.toHaveProperty('again')
    await world.rest()
    expect(world.openai.paidRequests).toHaveLength(1)
  },
)

test.for([301, 302, 307, 308])(
  'C18 a redirect (%i) is refused, and the key goes nowhere else',
  async (status, { world }) => {
    const elsewhere = await OpenAiStandIn.start()
    const location = `${elsewhere.baseUrl}/images/generations`
    world.openai.next.answers((exchange) => exchange.json(status, {}, { location }))
    await world.launch({ automaticRetries: 5 })
    const id = world.ask()
    expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code: 'redirect-refused', charge: 'none' } })
    expect(elsewhere.requests).toEqual([])
    await elsewhere.stop()
  },
)

describe('C19 an image given by its address', () => {
  const [image] = images(7)

  test.for([
    ['of the service itself', '/files/a.png'],
    ['in full', 'full'],
    ['as a data: address', `data:image/png;base64,${image!.toString('base64')}`],
  ] as const)('%s is fetched and stored', async ([, url], { world }) => {
    world.openai.files.set('/files/a.png', image!)
    const address = url === 'full' ? `${world.openai.origin}/files/a.png` : url
    world.openai.next.answers((exchange) => exchange.json(200, { data: [{ url: address }] }))
    await world.launch()
    const id = world.ask()
    await world.becomes(id, 'done')
    expect(await world.profile.holds(image!)).toBe(true)
  })

  test('inside the user’s network is not requested', async ({ world }) => {
    const router = await OpenAiStandIn.start()
    router.files.set('/a.png', image!)
    world.openai.next.answers((exchange) => exchange.json(200, { data: [{ url: `${router.origin}/a.png` }] }))
    await world.launch()
    const id = world.ask()
    expect(await world.becomes(id, 'failed')).toMatchObject({
      failure: { code: 'image-address-refused', address: `${router.origin}/a.png`, hasAnswer: true },
    })
    expect(router.requests).toEqual([])
    await router.stop()
  })
})

describe('C20 Stop', () => {
  test('settles an answer that never comes as possibly billed, and keeps its preview', async ({ world }) => {
    const answer = world.openai.next.stallsAfterPreview(1, anImage())
    await world.launch()
    const id = world.ask()
    await answer.stalled
    await world.becomes(id, 'running', ({ preview }) => preview !== undefined)
    await world.stop(id)
    expect(await world.becomes(id, 'cancelled')).toMatchObject({ charge: 'unknown', salvage: { index: 0 } })
    await answer.abandoned
  })
})

/** Accepts connections and stays silent, so that no TLS handshake ever ends. */
class SilentServer {
  readonly connected: Promise<unknown>

  private constructor(private readonly server: Server) {
    this.connected = once(server, 'connection')
  }

  static async start(): Promise<SilentServer> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new SilentServer(server)
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.server.close()
    const [socket] = (await this.connected) as [Socket]
    socket.destroy()
  }
}

/** A little more than one turn of the event loop, as a slow server takes. */
function tick(): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), 5)
  })
}
