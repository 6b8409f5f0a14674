import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { fetchRemoteImage } from './remote-image'

test('a relative address belongs to the service, and gets its key', async () => {
  const seen: (string | undefined)[] = []
  const server = createServer((request, response) => {
    seen.push(request.url, request.headers.authorization)
    response.end('image bytes')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  const bytes = await fetchRemoteImage('/v1/images/7/content', { fetch, baseUrl, key: 'local-key' })
  server.close()
  expect(bytes).toEqual({ bytes: Buffer.from('image bytes') })
  expect(seen).toEqual(['/v1/images/7/content', 'Bearer local-key'])
})

test.each([
  ['a name that leads into the private network', 'https://intranet.example/x.png'],
  ['plain http elsewhere', 'http://cdn.example/x.png'],
  ['another scheme', 'file:///etc/passwd'],
])('C19 %s is refused without asking', async (_name, address) => {
  let calls = 0
  const bytes = await fetchRemoteImage(address, {
    fetch: async () => {
      calls += 1
      return new Response('x')
    },
    baseUrl: 'https://api.example/v1',
    key: 'k',
    resolveHost: async () => ['192.168.1.9'],
  })
  expect(bytes).toEqual({ address, reason: 'refused' })
  expect(calls).toBe(0)
})

test('a public address is requested without the key', async () => {
  const headers: unknown[] = []
  const bytes = await fetchRemoteImage('https://cdn.example/x.png', {
    fetch: async (_url, init) => {
      headers.push(init?.headers)
      return new Response('image bytes')
    },
    baseUrl: 'https://api.example/v1',
    key: 'secret',
    resolveHost: async () => ['93.184.216.34'],
  })
  expect(bytes).toEqual({ bytes: Buffer.from('image bytes') })
  expect(headers).toEqual([{}])
})

test('a redirect is followed from one public address to the next, and never into the private network', async () => {
  const asked: string[] = []
  const given = (last: string) => ({
    fetch: async (url: string | URL | Request) => {
      asked.push(String(url))
      return String(url).endsWith('/x.png')
        ? new Response(null, { status: 302, headers: { location: last } })
        : new Response('image bytes')
    },
    baseUrl: 'https://api.example/v1',
    key: 'secret',
    resolveHost: async (host: string) => [host === 'intranet.example' ? '10.0.0.1' : '93.184.216.34'],
  })
  const address = 'https://cdn.example/x.png'
  expect(await fetchRemoteImage(address, given('/y.png'))).toEqual({ bytes: Buffer.from('image bytes') })
  // The refused hop is the one to show and allow.
  const intranet = 'https://intranet.example/y.png'
  expect(await fetchRemoteImage(address, given(intranet))).toEqual({ address: intranet, reason: 'refused' })
  expect(await fetchRemoteImage(address, given('/x.png'))).toEqual({ address, reason: 'unreachable' })
  expect(asked).not.toContain('https://intranet.example/y.png')
})

describe('what the user allowed', () => {
  const fetchFrom = async (address: string, allowed: readonly string[], location?: string) => {
    const seen: unknown[] = []
    const found = await fetchRemoteImage(address, {
      fetch: async (url, init) => {
        seen.push([String(url), new Headers(init?.headers).get('authorization')])
        return location && seen.length === 1
          ? new Response(null, { status: 302, headers: { location } })
          : new Response('image bytes')
      },
      baseUrl: 'https://api.example/v1',
      key: 'secret',
      allowed,
      resolveHost: async () => ['10.0.0.9'],
    })
    return { found, seen }
  }

  test('is fetched, without the key', async () => {
    const { found, seen } = await fetchFrom('http://10.0.0.9/a', ['http://10.0.0.9'])
    expect(found).toHaveProperty('bytes')
    expect(seen).toEqual([['http://10.0.0.9/a', null]])
  })

  test('does not allow where it leads to', async () => {
    const { found, seen } = await fetchFrom('http://10.0.0.9/a', ['http://10.0.0.9'], 'http://10.0.0.10/b')
    expect(found).toEqual({ address: 'http://10.0.0.10/b', reason: 'refused' })
    expect(seen).toHaveLength(1)
  })

  test.each(['data:image/png;base64,AAAA', 'file:///etc/passwd'])('is never %s', async (address) => {
    expect(await fetchFrom(address, ['null'])).toEqual({ found: { address, reason: 'refused' }, seen: [] })
  })
})
