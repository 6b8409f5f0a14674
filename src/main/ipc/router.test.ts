import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EVENT_NAMES, REQUEST_NAMES, type Reply } from '@shared/contract'
import { parsers } from './parsers'
import { routeRequests, type Handlers } from './router'

type Listener = (event: unknown, name: unknown, input: unknown) => Promise<Reply<unknown>>

/** Inputs that change nothing: no input, and empty changes of settings. */
const NOTHING = new Set([undefined, '{}', '{"settings":{}}', '{"secrets":{}}'])

test('H02 a hundred thousand random requests crash nothing and have no effect', { timeout: 120_000 }, async () => {
  const router = new Router()
  const anything = fc.oneof(
    fc.anything({ maxDepth: 2, maxKeys: 4 }),
    fc.string({ maxLength: 12 }),
    fc.record({
      id: fc.uuid(),
      revision: fc.double(),
      place: fc.anything({ maxDepth: 1 }),
      request: fc.anything({ maxDepth: 1 }),
    }),
    fc.record({
      settings: fc.dictionary(fc.constantFrom('theme', '__proto__', 'blobAccess', 'x'), fc.anything({ maxDepth: 1 })),
    }),
  )
  const names = fc.oneof(
    fc.constantFrom<unknown>(...REQUEST_NAMES, ...EVENT_NAMES, '__proto__', 'constructor', 'toString', '', null),
    fc.string({ maxLength: 8 }),
  )
  let asked = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(names, anything), { minLength: 100, maxLength: 100 }), async (requests) => {
      for (const [name, input] of requests) {
        const reply = await router.ask(name, input)
        expect(typeof reply.ok).toBe('boolean')
        asked += 1
      }
    }),
    { numRuns: 1000, seed: 20261122, endOnFailure: true },
  )
  expect(asked).toBe(100_000)
  expect(router.unreported).toBe(0)
  // Any text may be a link. The handler decides whether it's opened.
  expect([...router.acted].filter((name) => name !== 'links.open')).toEqual([])
  expect(Object.prototype).not.toHaveProperty('theme')
})

test('H01 a request from anywhere but our own page is not even looked at', async () => {
  const router = new Router(false)
  expect(await router.ask('runs.list', undefined)).toMatchObject({ ok: false, failure: { code: 'request-refused' } })
  expect([...router.acted]).toEqual([])
})

/** The router as driven by Electron, with handlers that only record that they were reached. */
class Router {
  readonly acted = new Set<string>()
  unreported = 0
  #listener!: Listener

  constructor(isAllowed = true) {
    const act = (name: string) => (input: unknown) => {
      if (!NOTHING.has(JSON.stringify(input))) this.acted.add(name)
    }
    const handlers = Object.fromEntries(REQUEST_NAMES.map((name) => [name, act(name)]))
    routeRequests({
      ipcMain: { handle: (_channel, listener) => (this.#listener = listener as unknown as Listener) },
      isAllowed: () => isAllowed,
      provide: () => Promise.resolve({ parsers, handlers: handlers as unknown as Handlers }),
      report: () => undefined,
    })
  }

  ask(name: unknown, input: unknown): Promise<Reply<unknown>> {
    return this.#listener({ sender: undefined }, name, input).catch((error: unknown) => {
      this.unreported += 1
      throw error
    })
  }
}
