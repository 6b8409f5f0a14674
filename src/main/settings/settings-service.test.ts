import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Conf from 'conf'
import { describe, expect } from 'vitest'
import { pickConnection, type Connection } from '@shared/connections'
import { DEFAULT_SETTINGS } from '@shared/settings'
import { test } from '../files/test-folder'
import { SecretVault, type Encryption } from './secret-vault'
import { SettingsService } from './settings-service'
import { SettingsStore, type JsonFile, type OpenJsonFile } from './settings-store'

const KEY = 'sk-test-canary-0123456789'
const OPENAI_BASE_URL = 'https://api.openai.com/v1'

/** The connections of a new profile, with this address in that of OpenAI. */
function at(baseUrl: string): readonly Connection[] {
  return DEFAULT_SETTINGS.connections.map((one) => (one.id === 'openai' ? { ...one, baseUrl } : one))
}

describe('keys', () => {
  test('are told by where they come from, never by what they are', ({ folder }) => {
    const service = open(folder)
    const view = service.change({ secrets: { openaiKey: KEY } })
    expect(view.connections[0]?.key).toEqual({ source: 'saved' })
    expect(JSON.stringify(view)).not.toContain(KEY)
  })

  test('survive a restart, encrypted', async ({ folder }) => {
    open(folder).change({ secrets: { openaiKey: KEY } })
    expect(open(folder).account('openai')).toEqual({ key: KEY, baseUrl: OPENAI_BASE_URL })
    for (const file of await readdir(folder)) expect(await readFile(join(folder, file), 'utf8')).not.toContain(KEY)
  })

  test('without a system store are kept for the session only, and never on disk', async ({ folder }) => {
    const service = open(folder, { encryption: new Rot('missing') })
    expect(service.change({ secrets: { openaiKey: KEY } })).toMatchObject({
      keyStore: 'missing',
      connections: [{ key: { source: 'session' } }, {}],
    })
    expect(service.account('openai')).toMatchObject({ key: KEY })
    expect(open(folder, { encryption: new Rot('missing') }).account('openai')).toEqual({ problem: 'key-missing' })
    for (const file of await readdir(folder)) expect(await readFile(join(folder, file), 'utf8')).not.toContain(KEY)
  })

  test('that the system store can no longer decrypt ask to be entered again', ({ folder }) => {
    open(folder).change({ secrets: { openaiKey: KEY } })
    const service = open(folder, { encryption: new Rot('available', true) })
    expect(service.view().connections[0]?.key).toEqual({ source: 'unreadable' })
    expect(service.account('openai')).toEqual({ problem: 'key-missing' })
  })

  test('are withheld from another server until entered again', ({ folder }) => {
    const service = open(folder)
    service.change({ secrets: { openaiKey: KEY } })
    const moved = service.change({ settings: { connections: at('https://elsewhere.example/v1') } })
    expect(moved.connections[0]?.key).toEqual({ source: 'withheld', savedFor: 'https://api.openai.com' })
    expect(service.account('openai')).toEqual({ problem: 'key-withheld' })
    service.change({ secrets: { openaiKey: 'sk-another-key-123' } })
    expect(service.account('openai')).toEqual({ key: 'sk-another-key-123', baseUrl: 'https://elsewhere.example/v1' })
  })

  test('of the environment go to the address of the environment only', ({ folder }) => {
    const environment = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }
    const service = open(folder, { environment })
    expect(service.view()).toMatchObject({
      connections: [{ key: { source: 'environment', variable: 'OPENAI_API_KEY' } }, {}],
    })
    expect(service.account('openai')).toEqual({ key: KEY, baseUrl: 'http://127.0.0.1:9/v1' })
    service.change({ settings: { connections: at('https://elsewhere.example/v1') } })
    expect(service.account('openai')).toEqual({ problem: 'key-withheld' })
  })

  test('saved in Settings win over the environment, and give way when removed', ({ folder }) => {
    const service = open(folder, { environment: { BLOB_READ_WRITE_TOKEN: 'vercel_blob_rw_env_1' } })
    service.change({ secrets: { blobToken: 'vercel_blob_rw_saved_1' } })
    expect(service.blob().token).toBe('vercel_blob_rw_saved_1')
    service.change({ secrets: { blobToken: null } })
    expect(service.blob().token).toBe('vercel_blob_rw_env_1')
  })

  test('of Blob are also found under their other name', ({ folder }) => {
    const service = open(folder, { environment: { VERCEL_BLOB_READ_WRITE_TOKEN: 'vercel_blob_rw_env_2' } })
    expect(service.view().blobToken).toEqual({
      source: 'environment',
      variable: 'VERCEL_BLOB_READ_WRITE_TOKEN',
    })
  })
})

describe('a file of keys', () => {
  test('full of rubbish is set aside, and the settings stay', async ({ folder }) => {
    open(folder).change({ settings: { theme: 'dark' }, secrets: { openaiKey: KEY } })
    await writeFile(join(folder, 'secrets.json'), '{"openaiKey":')
    const service = open(folder)

    expect(service.view()).toMatchObject({
      settings: { theme: 'dark' },
      connections: [{ key: { source: 'none' } }, {}],
    })
    expect((await readdir(folder)).filter((name) => name.startsWith('secrets.broken-'))).toHaveLength(1)
  })

  test.for([null, 'text', { encrypted: 7 }, { boundTo: 'https://api.openai.com' }])(
    'with %j for a key has no key',
    async (entry, { folder }) => {
      await writeFile(join(folder, 'secrets.json'), JSON.stringify({ openaiKey: entry }))
      expect(open(folder).view().connections[0]?.key).toEqual({ source: 'none' })
    },
  )

  test('that became unreadable takes a new key', ({ folder }) => {
    open(folder).change({ secrets: { openaiKey: KEY } })
    const locked = open(folder, { encryption: new Rot('available', true) })
    expect(locked.view().connections[0]?.key).toEqual({ source: 'unreadable' })
    expect(locked.change({ secrets: { openaiKey: 'sk-another-key-123' } }).connections[0]?.key).toEqual({
      source: 'saved',
    })
    expect(open(folder).account('openai')).toMatchObject({ key: 'sk-another-key-123' })
  })

  test('encrypted with a key that everybody knows is not written', async ({ folder }) => {
    const service = open(folder, { encryption: new Rot('weak') })
    expect(service.change({ secrets: { openaiKey: KEY } })).toMatchObject({
      keyStore: 'weak',
      connections: [{ key: { source: 'session' } }, {}],
    })
    expect(await readFile(join(folder, 'secrets.json'), 'utf8').catch(() => '{}')).not.toContain('openaiKey')
  })
})

test('a change that the disk refuses is reported as such, and no listener hears of it', ({ folder }) => {
  const full = Object.assign(new Error('full'), { code: 'ENOSPC' })
  const heard: unknown[] = []
  const service = open(folder, {
    openFile: (cwd, name) => Object.assign(openFile(cwd, name), { set: () => raise(full) }),
  })
  service.onChanged((view) => heard.push(view))

  expect(() => service.change({ settings: { theme: 'dark' } })).toThrow('disk-full')
  expect(service.view().settings.theme).toBe('system')
  expect(heard).toEqual([])
})

test('a listener hears of every change until it stops', ({ folder }) => {
  const service = open(folder)
  const heard: string[] = []
  const stop = service.onChanged(({ settings }) => heard.push(settings.theme))
  service.change({ settings: { theme: 'dark' } })
  service.change({ settings: { theme: 'light' } })
  stop()
  service.change({ settings: { theme: 'dark' } })
  expect(heard).toEqual(['dark', 'light'])
})

describe('a settings file', () => {
  test('that can be neither read nor set aside does not keep Easel from starting', ({ folder }) => {
    const service = open(folder, { openFile: () => raise(new Error('read-only')) })
    expect(service.change({ settings: { theme: 'dark' }, secrets: { openaiKey: KEY } })).toMatchObject({
      settings: { theme: 'dark' },
    })
    expect(service.account('openai')).toMatchObject({ key: KEY })
  })

  test('leaves nothing behind of writes that were killed', async ({ folder }) => {
    const others = ['settings.json.tmp', 'other.json.tmp-1234567890abcdef']
    await Promise.all(
      ['settings.json.tmp-1234567890abcdef', 'secrets.json.tmp-1234567890abcdef', ...others].map((name) =>
        writeFile(join(folder, name), 'half'),
      ),
    )
    open(folder)
    expect((await readdir(folder)).sort()).toEqual(others.sort())
  })

  test('full of rubbish is set aside, and the keys stay', async ({ folder }) => {
    open(folder).change({ secrets: { openaiKey: KEY } })
    await writeFile(join(folder, 'settings.json'), '\u0000}{ rubbish')
    const service = open(folder)
    const { setAside } = service.view()
    expect(setAside).toMatch(/^settings\.broken-.*\.json$/)
    expect(await readFile(join(folder, setAside!), 'utf8')).toContain('rubbish')
    expect(service.account('openai')).toMatchObject({ key: KEY })
  })

  test('of an older Easel says nothing of new chats: they start with the model used last', async ({ folder }) => {
    await writeFile(join(folder, 'settings.json'), JSON.stringify({ theme: 'dark', lastModel: 'openai:gpt-6.1-terra' }))
    expect(open(folder).view().settings).toEqual({
      ...DEFAULT_SETTINGS,
      theme: 'dark',
      newChatModel: null,
      titleModel: null,
      lastModel: 'openai:gpt-6.1-terra',
    })
  })

  test.for(['newChatModel', 'titleModel'] as const)(
    'keeps the model chosen as %s, and forgets one that cannot be a model',
    async (name, { folder }) => {
      open(folder).change({ settings: { [name]: 'openai:gpt-6.1-sol' } })
      expect(open(folder).view().settings[name]).toBe('openai:gpt-6.1-sol')
      await writeFile(join(folder, 'settings.json'), JSON.stringify({ [name]: 'openai:whisper-1' }))
      expect(open(folder).view().settings[name]).toBeNull()
    },
  )

  test('of earlier versions have no favorites, and one favorite that cannot be read costs none of the others', async ({
    folder,
  }) => {
    const file = join(folder, 'settings.json')
    await writeFile(file, JSON.stringify({ theme: 'dark' }))
    expect(open(folder).view().settings.favoriteModels).toEqual([])
    open(folder).change({ settings: { favoriteModels: ['compatible-1a2b:image/Crème (fp16)', 'openai:gpt-image-2'] } })
    const saved = JSON.parse(await readFile(file, 'utf8')) as { favoriteModels: unknown[] }
    await writeFile(
      file,
      JSON.stringify({ ...saved, favoriteModels: [...saved.favoriteModels, 7, 'nothing', 'later:x'] }),
    )
    expect(open(folder).view().settings.favoriteModels).toEqual([
      'compatible-1a2b:image/Crème (fp16)',
      'openai:gpt-image-2',
      'later:x',
    ])
  })

  test('keep the caps of projects; earlier versions had none, and one that cannot be read costs only its own', async ({
    folder,
  }) => {
    const file = join(folder, 'settings.json')
    await writeFile(file, JSON.stringify({ theme: 'dark' }))
    expect(open(folder).view().settings.projectCaps).toEqual({})
    const caps = { '4b3d8c1e-7a55-4c0e-9c39-0a7c7f2d1e10': { dailyCap: 5, monthlyCap: null } }
    open(folder).change({ settings: { projectCaps: caps } })
    const saved = JSON.parse(await readFile(file, 'utf8')) as { projectCaps: object }
    await writeFile(file, JSON.stringify({ ...saved, projectCaps: { ...saved.projectCaps, other: { dailyCap: -1 } } }))
    expect(open(folder).view().settings.projectCaps).toEqual(caps)
  })

  test('with one bad field loses that field only', async ({ folder }) => {
    await writeFile(join(folder, 'settings.json'), JSON.stringify({ theme: 'mauve', blobAccess: 'private', other: 1 }))
    expect(open(folder).view().settings).toEqual({ ...DEFAULT_SETTINGS, blobAccess: 'private' })
  })
})

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
    // The right address is typed: the key of the environment was still meant for another.
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

describe('a key', () => {
  test.for([`  ${KEY}\n`, `"${KEY}"`, `Bearer ${KEY}`, `sk-\u200b${KEY.slice(3)}`, `OPENAI_API_KEY=${KEY}`])(
    'as %j is cleaned, from wherever it comes',
    (dirty, { folder }) => {
      expect(open(folder, { environment: { OPENAI_API_KEY: dirty } }).account('openai')).toMatchObject({ key: KEY })
      const service = open(folder)
      service.change({ secrets: { openaiKey: dirty } })
      expect(service.account('openai')).toMatchObject({ key: KEY })
    },
  )

  test.for(['sk-…abcd', 'sk-proj-ä', 'not a key'])('as %j is refused, and sent nowhere', (bad, { folder }) => {
    const service = open(folder, { environment: { OPENAI_API_KEY: bad } })
    expect(service.account('openai')).toEqual({ problem: 'key-unusable' })
    expect(service.view().connections[0]?.key).toEqual({ source: 'unusable', variable: 'OPENAI_API_KEY' })
    expect(() => service.change({ secrets: { openaiKey: bad } })).toThrow('key-unusable')
  })

  test('of the first variable counts, also when it cannot be used', ({ folder }) => {
    const environment = { BLOB_READ_WRITE_TOKEN: 'two words', VERCEL_BLOB_READ_WRITE_TOKEN: 'vercel_blob_rw_env_2' }
    const service = open(folder, { environment })
    expect(service.blob().token).toBeUndefined()
    expect(service.view().blobToken).toEqual({ source: 'unusable', variable: 'BLOB_READ_WRITE_TOKEN' })
  })

  test('that an older Easel saved as it was pasted is cleaned when it is read', ({ folder }) => {
    new SecretVault(folder, openFile, new Rot()).write(
      'openaiKey',
      `sk-\u200b${KEY.slice(3)}`,
      'https://api.openai.com',
    )
    expect(open(folder).account('openai')).toMatchObject({ key: KEY })
  })
})

interface Given {
  readonly encryption?: Encryption
  readonly environment?: Record<string, string>
  readonly openFile?: OpenJsonFile
}

function open(folder: string, given: Given = {}): SettingsService {
  const { encryption = new Rot(), environment = {}, openFile: opener = openFile } = given
  return new SettingsService({
    settings: new SettingsStore(folder, opener),
    vault: new SecretVault(folder, opener, encryption),
    environment,
  })
}

function raise(error: Error): never {
  throw error
}

/** `conf` is what electron-store is made of. */
function openFile(cwd: string, configName: string): JsonFile {
  return new Conf<Record<string, unknown>>({ cwd, configName, projectName: 'easel' })
}

/** A system store that turns every byte over. */
class Rot implements Encryption {
  constructor(
    private readonly state: 'available' | 'weak' | 'missing' = 'available',
    private readonly isBroken = false,
  ) {}

  availability(): 'available' | 'weak' | 'missing' {
    return this.state
  }

  encrypt(text: string): Buffer {
    return Buffer.from(text, 'utf8').map((byte) => byte ^ 0xff) as Buffer
  }

  decrypt(encrypted: Buffer): string {
    if (this.isBroken) throw new Error('locked')
    return Buffer.from(encrypted.map((byte) => byte ^ 0xff)).toString('utf8')
  }
}
