import { afterEach, expect, test, vi } from 'vitest'
import { createRouteFinder, readRoutes } from './routes'

afterEach(() => void vi.useRealTimers())

const DIRECT = { by: 'direct' }

test.for([
  ['DIRECT', [DIRECT]],
  ['PROXY p:1', [{ by: 'proxy', uri: 'http://p:1' }]],
  ['HTTPS p:1; PROXY q:2;DIRECT', [{ by: 'proxy', uri: 'https://p:1' }, { by: 'proxy', uri: 'http://q:2' }, DIRECT]],
  ['SOCKS5 s:1; PROXY p:1', [{ by: 'proxy', uri: 'http://p:1' }]],
  ['SOCKS s:1', [{ by: 'unsupported', proxy: 's:1' }]],
] as const)('%s', ([resolved, routes]) => {
  expect(readRoutes(resolved)).toEqual(routes)
})

test.for(['', ' ; ', 'PROXY', 'nonsense'])('"%s" names no route, and so allows none', (resolved) => {
  expect(() => readRoutes(resolved)).toThrow(expect.objectContaining({ problem: 'unknown' }) as Error)
})

test('a system that never answers is not waited for without end', async () => {
  vi.useFakeTimers()
  const asked = createRouteFinder(() => new Promise(() => undefined))('https://api.example')
  const outcome = expect(asked).rejects.toMatchObject({ problem: 'unknown' })
  await vi.advanceTimersByTimeAsync(60_000)
  await outcome
})
