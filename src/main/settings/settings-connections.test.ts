/** Connections in the settings: their addresses, order and keys. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { pickConnection, type Connection } from '@shared/connections'
import { at, KEY, open, OPENAI_BASE_URL } from '../../../tests/support/main/settings-world'
import { test } from '../../../tests/support/main/test-folder'
import type { SettingsService } from './settings-service'

describe('connections', () => {
  const other: Connection = { id: 'openai-b2', service: 'openai', name: 'Office', baseUrl: 'https://office.example/v1' }

  test('of one service have a key and an address each, and the environment is the first one’s', ({ folder }) => {
    const service = open(folder, { environment: { OPENAI_API_KEY: KEY } })
    service.change({ settings: { connections: [...at(''), other] } })
    expect(service.account('openai')).toEqual({ key: KEY, baseUrl: OPENAI_BASE_URL })
    expect(service.account('openai-b2')).toEqual({ problem: 'key-missing' })
    service.change({ secrets: { 'key:openai-b2': 'sk-office-0123456789' } })
    expect(open(folder).account('openai-b2')).toEqual({ key: 'sk-office-0123456789', baseUrl: other.baseUrl })
    expect(service.account('openai')).toMatchObject({ key: KEY })
  })

  test('that were removed or turned off are asked for nothing, and a removed one’s key is deleted', ({ folder }) => {
    const service = open(folder)
    service.change({ settings: { connections: [...at(''), other] }, secrets: { 'key:openai-b2': KEY } })
    service.change({ settings: { connections: [...at(''), { ...other, isDisabled: true }] } })
    expect(service.account('openai-b2')).toEqual({ problem: 'connection-disabled' })
    service.change({ settings: { connections: at('') } })
    expect(service.account('openai-b2')).toEqual({ problem: 'connection-missing' })
    service.change({ settings: { connections: [...at(''), other] } })
    expect(service.account('openai-b2')).toEqual({ problem: 'key-missing' })
  })

  test('that the environment makes are there without Settings, and not saved', async ({ folder }) => {
    const service = open(folder, { environment: { OPENAI_API_KEY: KEY } })
    service.change({ settings: { connections: at('').filter(({ id }) => id !== 'openai') } })
    expect(service.view().connections).toMatchObject([
      { id: 'demo', origin: 'settings' },
      { id: 'openai', origin: 'environment', key: { source: 'environment' } },
    ])
    expect(service.account('openai')).toMatchObject({ key: KEY })
    expect(open(folder).account('openai')).toEqual({ problem: 'connection-missing' })
  })

  test('that the environment makes are told as such, also once Settings have them: removing them would do nothing', ({
    folder,
  }) => {
    const tell = (service: SettingsService) =>
      service.view().connections.map(({ id, isFromEnvironment }) => [id, isFromEnvironment])
    const service = open(folder, { environment: { OPENAI_API_KEY: KEY, FAL_KEY: 'id:secret' } })
    expect(tell(service)).toEqual([
      ['openai', true],
      ['demo', undefined],
      ['fal', true],
    ])
    service.change({ settings: { connections: service.view().connections.map(pickConnection) } })
    expect(tell(service)).toEqual([
      ['openai', true],
      ['demo', undefined],
      ['fal', true],
    ])
    expect(tell(open(folder))).toEqual([
      ['openai', undefined],
      ['demo', undefined],
      ['fal', undefined],
    ])
  })

  test('keep their order, names and address when another one is edited, also when theirs cannot be used', async ({
    folder,
  }) => {
    const saved = [
      { ...other, baseUrl: 'nonsense' },
      { id: 'newer', service: 'newer', name: 'A service of a later version', baseUrl: '' },
      { id: 'openai-b2', service: 'openai', name: 'twice', baseUrl: '' },
      { id: 'openai-x', service: 'gemini', name: 'not its service', baseUrl: '' },
      'rubbish',
    ]
    await writeFile(join(folder, 'settings.json'), JSON.stringify({ connections: saved }))
    const service = open(folder)
    const { connections } = service.view().settings
    expect(connections.map(({ id }) => id)).toEqual(['openai-b2', 'newer', 'demo'])
    service.change({ settings: { connections: connections.toReversed() } })
    expect(service.view().connections.map(({ id }) => id)).toEqual(['demo', 'openai-b2'])
    expect(service.account('openai-b2')).toEqual({ problem: 'address-unusable' })
    expect(
      open(folder)
        .view()
        .settings.connections.map(({ id }) => id),
    ).toEqual(['demo', 'newer', 'openai-b2'])
  })

  test('leave the chosen address where earlier versions of Easel look for it', async ({ folder }) => {
    await writeFile(join(folder, 'settings.json'), JSON.stringify({ openaiBaseUrl: 'https://proxy.example/v1' }))
    const service = open(folder)
    expect(service.view().connections[0]).toMatchObject({ id: 'openai', baseUrl: 'https://proxy.example/v1' })
    service.change({ settings: { theme: 'dark' } })
    expect(JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'))).toMatchObject({
      openaiBaseUrl: 'https://proxy.example/v1',
    })
  })
})

test.for([
  ['https://api.example.com/v1/', 'https://api.example.com/v1'],
  ['http://localhost:8080/v1', 'http://localhost:8080/v1'],
  ['http://192.168.1.5:1234/v1', 'http://192.168.1.5:1234/v1'],
] as const)('the address %s is taken', ([address, kept], { folder }) => {
  expect(open(folder).change({ settings: { connections: at(address) } }).connections[0]?.address).toEqual({
    value: kept,
    source: 'settings',
  })
})

test.for(['http://api.example.com/v1', 'ftp://x', 'nonsense', 'https://user:pass@host/v1', 'http://8.8.8.8/'])(
  'a key is not sent to %s',
  (address, { folder }) => {
    const service = open(folder)
    expect(() => service.change({ settings: { connections: at(address) } })).toThrow('address-unusable')
    expect(service.view().connections[0]?.address.source).toBe('default')
  },
)

test.for([
  ['http://api.example.com/v1', 'unencrypted'],
  ['nonsense', 'no-scheme'],
  ['https://host/v1#x', 'has-extras'],
])('that %s cannot be saved is refused with the reason: %s', ([value, problem], { folder }) => {
  expect(() => open(folder).change({ settings: { connections: at(value!) } })).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ badAddress: { value, problem } }) }),
  )
})

const UNUSABLE = [
  'localhost:8080/v1',
  '100.64.0.5:8080/v1',
  'http://api.example.com/v1',
  'http://8.8.8.8:8080/v1',
  'ftp://server/v1',
  'my server',
  'undefined',
  'https://',
  'https://user:pass@server.example/v1',
  'https://server.example/v1?key=1',
  'http://[2606:4700::1111]/v1',
]

describe('where a service lists its models, if that is another address', () => {
  const queue = 'http://127.0.0.1:4000'
  const api = 'http://127.0.0.1:5000/v1'
  const key = 'id-of-a-key:its-secret'
  const fal = { id: 'fal', service: 'fal', name: 'fal', baseUrl: '' }
  const custom = { ...fal, baseUrl: 'https://proxy.example' }

  test.for<[string, Record<string, string>, string | undefined]>([
    ['its own address', { FAL_KEY: key }, 'https://api.fal.ai/v1'],
    ['that of the environment', { FAL_KEY: key, FAL_QUEUE_URL: queue, FAL_API_URL: api }, api],
    ['not its own beside another server', { FAL_KEY: key, FAL_QUEUE_URL: queue }, undefined],
  ])('%s', ([, environment, expected], { folder }) => {
    const account = open(folder, { environment }).account('fal')
    expect('listUrl' in account ? account.listUrl : undefined).toBe(expected)
  })

  test('a server of the user has its list itself', ({ folder }) => {
    const service = open(folder, { environment: { FAL_API_URL: api } })
    service.change({ settings: { connections: [custom] }, secrets: { 'key:fal': key } })
    expect(service.account('fal')).toEqual({ key, baseUrl: 'https://proxy.example' })
  })

  test('a saved key is not sent to an address that the environment names since', ({ folder }) => {
    open(folder).change({ settings: { connections: [fal] }, secrets: { 'key:fal': key } })
    const later = open(folder, { environment: { FAL_API_URL: 'https://elsewhere.example/v1' } })
    expect(later.account('fal')).toEqual({ key, baseUrl: 'https://queue.fal.run' })
  })
})

describe('an address that is set and cannot be used', () => {
  test.for(UNUSABLE)('in the environment (%s) stops all calls, and the key goes nowhere', (address, { folder }) => {
    const service = open(folder, { environment: { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: address } })
    expect(service.account('openai')).toEqual({ problem: 'address-unusable' })
    expect(service.view().connections[0]?.address).toMatchObject({
      source: 'environment',
      variable: 'OPENAI_BASE_URL',
      problem: expect.any(String) as unknown,
    })
    expect(service.resolveAddress(at('')[0]!)).toHaveProperty('problem')
    for (const other of [OPENAI_BASE_URL, 'https://elsewhere.example/v1']) {
      expect(service.keyFor(at(other)[0]!)).toBeUndefined()
    }
    // The correct address was typed, but the environment's key was meant for another.
    service.change({ settings: { connections: at(OPENAI_BASE_URL) } })
    expect(service.account('openai')).toEqual({ problem: 'key-withheld' })
  })

  test.for([...UNUSABLE, 8080, true, ['https://api.openai.com/v1'], { host: 'x' }, `https://x/${'a'.repeat(3000)}`])(
    'in a settings file that somebody edited (%j) stops all calls',
    async (address, { folder }) => {
      open(folder).change({ secrets: { openaiKey: KEY } })
      await writeFile(join(folder, 'settings.json'), JSON.stringify({ openaiBaseUrl: address }))
      const service = open(folder, { environment: { OPENAI_API_KEY: KEY } })
      expect(service.account('openai')).toEqual({ problem: 'address-unusable' })
      expect(service.view().connections[0]?.address).toMatchObject({
        source: 'settings',
        problem: expect.any(String) as unknown,
      })
    },
  )

  test('takes no key, since it would belong to nowhere', ({ folder }) => {
    const service = open(folder, { environment: { OPENAI_BASE_URL: 'localhost:1' } })
    expect(() => service.change({ secrets: { openaiKey: KEY } })).toThrow('address-unusable')
    expect(service.view().connections[0]?.key).toEqual({ source: 'none' })
    const view = service.change({ settings: { connections: at('http://localhost:1') }, secrets: { openaiKey: KEY } })
    expect(view.connections[0]?.key).toEqual({ source: 'saved' })
  })

  test('is shown without the password in it', ({ folder }) => {
    const service = open(folder, { environment: { OPENAI_BASE_URL: 'https://user:hunter22@server.example/v1' } })
    expect(JSON.stringify(service.view())).not.toContain('hunter22')
  })

  test('is none where it is empty', ({ folder }) => {
    for (const address of ['', '  ', '""']) {
      const service = open(folder, { environment: { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: address } })
      expect(service.account('openai')).toEqual({ key: KEY, baseUrl: OPENAI_BASE_URL })
    }
  })
})

test('an address under the name that the first libraries used is taken, too', ({ folder }) => {
  const environment = { OPENAI_API_KEY: KEY, OPENAI_API_BASE: "'http://100.64.0.5:8080/v1/'\n" }
  expect(open(folder, { environment }).account('openai')).toEqual({ key: KEY, baseUrl: 'http://100.64.0.5:8080/v1' })
})
