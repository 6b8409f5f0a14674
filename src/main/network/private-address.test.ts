import { describe, expect, test } from 'vitest'
import { createGuardedLookup, OUT_OF_REACH } from './guarded-lookup'
import { isOwnAddress, isOwnHost, isPublicAddress } from './private-address'

describe('an address of the user’s own', () => {
  test.each([
    '127.0.0.1',
    '127.255.0.9',
    '0.0.0.0',
    '10.255.255.255',
    '100.64.0.5',
    '100.127.255.254',
    '169.254.7.7',
    '172.16.0.1',
    '172.31.255.1',
    '192.168.0.1',
    '::1',
    '::',
    'fd12:3456::1',
    'fc00::1',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    '::ffff:10.0.0.7',
    '::ffff:a00:7',
    '::ffff:100.64.0.5',
    '0:0:0:0:0:ffff:7f00:1',
  ])('%s', (address) => {
    expect([isOwnAddress(address), isPublicAddress(address)]).toEqual([true, false])
  })
})

describe('an address on the internet', () => {
  test.each([
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.167.1.1',
    '169.253.1.1',
    '2606:4700::1111',
    '2a00:1450::1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])('%s', (address) => {
    expect([isOwnAddress(address), isPublicAddress(address)]).toEqual([false, true])
  })
})

describe('neither', () => {
  test.each([
    '0.1.2.3',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '2001:db8::1',
    '2002:a00:1::1',
    'ff02::1',
    '64:ff9b::a00:1',
    '64:ff9b::7f00:1',
    '4000::1',
    'example.com',
    '',
    '1.2.3',
  ])('%s', (address) => {
    expect([isOwnAddress(address), isPublicAddress(address)]).toEqual([false, false])
  })
})

test.each([
  ['localhost', true],
  ['api.localhost', true],
  ['studio.local', true],
  ['STUDIO.LOCAL.', true],
  ['nas.lan', true],
  ['gpu.home.arpa', true],
  ['llm.internal', true],
  ['gpu.corp', true],
  ['box.tailnet-1234.ts.net', true],
  ['ollama', true],
  ['[fe80::1]', true],
  ['[::ffff:a00:7]', true],
  ['100.64.0.5', true],
  ['example.com', false],
  ['local.example.com', false],
  ['notlocal', true],
  ['my-local.net', false],
  ['127.0.0.1.nip.io', false],
  ['[2606:4700::1111]', false],
  ['', false],
])('%s is the user’s own: %s', (host, isOwn) => {
  expect(isOwnHost(host)).toBe(isOwn)
})

describe('the look-up for addresses that others name', () => {
  const resolve = (...addresses: readonly string[]) =>
    new Promise<unknown>((done) => {
      const lookUp = createGuardedLookup('public', (_name, _options, found) =>
        found(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
      )
      lookUp('cdn.example', { all: false }, (error, address) => done(error ? error.code : address))
    })

  test('takes a name that leads to the internet, and to nothing else', async () => {
    expect(await resolve('8.8.8.8', '2606:4700::1111')).toBe('8.8.8.8')
    for (const own of ['127.0.0.1', '169.254.169.254', '::1', 'fd00::7', '::ffff:10.0.0.1']) {
      expect(await resolve('8.8.8.8', own)).toBe(OUT_OF_REACH.public)
      expect(await resolve(own)).toBe(OUT_OF_REACH.public)
    }
    expect(await resolve()).toBe(OUT_OF_REACH.public)
  })
})

describe('the look-up for unencrypted connections', () => {
  const resolve = (addresses: readonly string[], all: boolean) =>
    new Promise<unknown>((done) => {
      const lookUp = createGuardedLookup('own', (_name, _options, found) =>
        found(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
      )
      lookUp('studio.local', { all }, (error, address, family) => done(error ? error.code : [address, family]))
    })

  test('takes the addresses that are the user’s own, and no other', async () => {
    expect(await resolve(['8.8.8.8', '192.168.0.7', '2a00::1', 'fd00::7'], true)).toEqual([
      [
        { address: '192.168.0.7', family: 4 },
        { address: 'fd00::7', family: 6 },
      ],
      undefined,
    ])
    expect(await resolve(['8.8.8.8', '100.64.0.5'], false)).toEqual(['100.64.0.5', 4])
  })

  test('refuses a name that leads to the internet', async () => {
    expect(await resolve(['8.8.8.8', '2a00::1'], true)).toBe(OUT_OF_REACH.own)
    expect(await resolve([], true)).toBe(OUT_OF_REACH.own)
  })
})
