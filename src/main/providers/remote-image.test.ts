import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { fetchRemoteImage, isPrivateAddress } from './remote-image'

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '::1',
  '::',
  'fd00::1',
  'fe80::1',
  '::ffff:127.0.0.1',
  '224.0.0.1',
  '255.255.255.255',
])('C19 %s is not followed to', (address) => {
  expect(isPrivateAddress(address)).toBe(true)
})

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111'])('%s is public', (address) => {
  expect(isPrivateAddress(address)).toBe(false)
})

test('a relative address belongs to the service, and gets its key', async () => {
  const seen: (string | undefined)[] = []
  const server = createServer((request, response) => {
    seen.push(request.url, request.headers.authorization)
    response.end('picture')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  const bytes = await fetchRemoteImage('/v1/images/7/content', { fetch, baseUrl, key: 'local-key' })
  server.close()
  expect(bytes?.toString()).toBe('picture')
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
  expect(bytes).toBeUndefined()
  expect(calls).toBe(0)
})

test('a public address is fetched without the key', async () => {
  const headers: unknown[] = []
  const bytes = await fetchRemoteImage('https://cdn.example/x.png', {
    fetch: async (_url, init) => {
      headers.push(init?.headers)
      return new Response('picture')
    },
    baseUrl: 'https://api.example/v1',
    key: 'secret',
    resolveHost: async () => ['93.184.216.34'],
  })
  expect(bytes?.toString()).toBe('picture')
  expect(headers).toEqual([{}])
})
