import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { DEFAULT_SETTINGS } from '@shared/settings'
import { at, KEY, open, openFile, OPENAI_BASE_URL, raise, Rot } from '../../../tests/support/main/settings-world'
import { test } from '../../../tests/support/main/test-folder'
import { SecretVault } from './secret-vault'

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

  test('that the system store refuses to encrypt are kept for the session, and the old one is gone', async ({
    folder,
  }) => {
    open(folder).change({ secrets: { openaiKey: 'sk-an-older-key-1234' } })
    const encryption = Object.assign(new Rot(), { encrypt: () => raise(new Error('access denied')) })
    const service = open(folder, { encryption })
    const changed = service.change({
      settings: { connections: at('https://elsewhere.example/v1') },
      secrets: { openaiKey: KEY },
    })
    expect(changed.connections[0]?.key).toEqual({ source: 'session' })
    expect(service.account('openai')).toEqual({ key: KEY, baseUrl: 'https://elsewhere.example/v1' })
    expect(await readFile(join(folder, 'secrets.json'), 'utf8')).not.toContain('openaiKey')
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

  test('of earlier versions make new images of follow-up prompts, and what is no choice makes them again', async ({
    folder,
  }) => {
    const file = join(folder, 'settings.json')
    await writeFile(file, JSON.stringify({ theme: 'dark' }))
    expect(open(folder).view().settings.followUpPrompts).toBe('new-image')
    open(folder).change({ settings: { followUpPrompts: 'edit-last' } })
    expect(open(folder).view().settings).toMatchObject({ theme: 'dark', followUpPrompts: 'edit-last' })
    await writeFile(file, JSON.stringify({ theme: 'dark', followUpPrompts: 'later' }))
    expect(open(folder).view().settings).toMatchObject({ theme: 'dark', followUpPrompts: 'new-image' })
  })

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
