import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { OpenAiStandIn, OPENAI_KEY } from '../../../e2e/stand-ins/openai'
import { settingsView } from '../../../tests/support/settings-view'
import { test as base } from '../../../tests/support/main/test-folder'
import { ModelLists } from './model-lists'

const test = base.extend<{ openai: OpenAiStandIn }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  openai: async ({}, use) => {
    const openai = await OpenAiStandIn.start()
    await use(openai)
    await openai.stop()
  },
})

test('each connection has its own list; a removed one leaves none behind', async ({ folder, openai }) => {
  await writeFile(join(folder, 'models.json'), 'of an earlier version')
  const [first, demo] = settingsView().connections
  let connections = [first!, demo!]
  const lists = new ModelLists({
    folder: join(folder, 'models'),
    connections: () => connections,
    account: (id) => ({ key: OPENAI_KEY, baseUrl: id === 'openai' ? openai.baseUrl : `${openai.baseUrl}/other` }),
    fetch: globalThis.fetch,
    now: () => 1,
    onChanged: () => undefined,
  })
  await lists.load()
  expect(await readdir(folder)).toEqual(['models'])

  connections = [first!, { ...first!, id: 'openai-b2' }, demo!]
  await lists.accountsChanged()
  await lists.receive('openai', openai.baseUrl, [{ name: 'gpt-image-2' }])
  await lists.receive('openai-b2', `${openai.baseUrl}/other`, [{ name: 'gpt-6.1-sol' }])
  expect(lists.current('openai', openai.baseUrl)?.models).toEqual([{ name: 'gpt-image-2' }])
  expect(lists.current('openai-b2', `${openai.baseUrl}/other`)?.models).toEqual([{ name: 'gpt-6.1-sol' }])
  expect(await readdir(join(folder, 'models'))).toEqual(['openai-b2.json', 'openai.json'])

  connections = [first!, demo!]
  await lists.accountsChanged()
  expect(await readdir(join(folder, 'models'))).toEqual(['openai.json'])
  lists.stop()
})
