import { readdir, readFile, writeFile } from 'node:fs/promises'
import { expect, test } from '../fixtures'
import { canHaveKeyring, electronInSession } from '../keyring'
import { OpenAiStandIn, OPENAI_KEY } from '../stand-ins/openai'
import { BLOB_TOKEN } from '../stand-ins/blob'

test.describe('without keys in the environment', () => {
  test.use({ keys: { openai: false, blob: false } })

  test(
    'a key that was entered works at once and can never be read again',
    { tag: '@core' },
    async ({ app, openai, blob, profile }) => {
      await app.settings.open()
      await expect(app.settings.openAiKey).toHaveAttribute('type', 'password')
      await app.settings.openAiKey.fill(OPENAI_KEY)
      await app.settings.blobToken.fill(BLOB_TOKEN)
      await app.settings.save.click()
      await expect(app.settings.root).toBeHidden()

      await app.chat.composer.chooseModel('GPT Image 2.5 Flare')
      const answer = await app.chat.generate('a lighthouse at dusk')
      await answer.uploadBecomes('uploaded')
      expect(openai.paidRequests[0]!.headers.authorization).toBe(`Bearer ${OPENAI_KEY}`)
      expect(blob.uploads[0]!.headers.authorization).toBe(`Bearer ${BLOB_TOKEN}`)

      await app.settings.open()
      await expect(app.settings.openAiKey).toHaveValue('')
      await expectSecretNowhere(OPENAI_KEY)
      await expectSecretNowhere(BLOB_TOKEN.split('_').at(-1)!)

      async function expectSecretNowhere(secret: string) {
        const inPage = await app.window.evaluate(async () => {
          const stored = await Promise.all(
            (await indexedDB.databases()).map(
              ({ name }) =>
                new Promise<unknown>((resolve, reject) => {
                  const opening = indexedDB.open(name!)
                  opening.onerror = () => reject(opening.error)
                  opening.onsuccess = () => {
                    const database = opening.result
                    const stores = [...database.objectStoreNames]
                    const transaction = database.transaction(stores)
                    const requests = stores.map((store) => transaction.objectStore(store).getAll())
                    transaction.oncomplete = () => {
                      database.close()
                      resolve(requests.map(({ result }) => result as unknown))
                    }
                  }
                }),
            ),
          )
          const bridge: unknown = Reflect.get(globalThis, 'easel')
          return JSON.stringify([
            document.documentElement.outerHTML,
            stored,
            { ...localStorage },
            { ...sessionStorage },
            bridge,
          ])
        })
        expect(inPage).not.toContain(secret)
        const replies = await app.window.evaluate(async () => {
          const { request } = Reflect.get(globalThis, 'easel') as { request: (name: string) => Promise<unknown> }
          return JSON.stringify([
            await request('app.welcome'),
            await request('settings.read'),
            await request('runs.list'),
          ])
        })
        expect(replies).not.toContain(secret)
        expect(await profile.filesContaining(secret)).toEqual([])
        expect(app.output).not.toContain(secret)
      }
    },
  )

  test('the answers of Test are sentences', async ({ app, openai }) => {
    await app.settings.open()

    await app.settings.openAiKey.fill(OPENAI_KEY)
    await expect(await app.settings.testOpenAi()).toHaveText(/works/i)

    await app.settings.openAiKey.fill('sk-proj-somebody-elses-key')
    await expect(await app.settings.testOpenAi()).toHaveText(/key/i)

    await openai.stop()
    await expect(await app.settings.testOpenAi()).toHaveText(/reach/i)
    await expect(app.settings.root).not.toContainText(/[{}]|undefined|ECONN|fetch failed/)
  })

  test('Test tries the Blob token by storing and removing a small file', async ({ app, blob }) => {
    await app.settings.open()

    await app.settings.blobToken.fill(BLOB_TOKEN)
    await expect(await app.settings.testBlob()).toHaveText(/works/i)
    expect(blob.blobs.size).toBe(0)

    await app.settings.blobToken.fill('vercel_blob_rw_Another_secret')
    await expect(await app.settings.testBlob()).toHaveText(/token|rejected|refused/i)
  })

  test('a changed server address never gets the key of another', { tag: '@core' }, async ({ app, openai }) => {
    const other = await OpenAiStandIn.start()
    await app.settings.open()
    await app.settings.openAiKey.fill(OPENAI_KEY)
    await app.settings.save.click()
    await expect(app.settings.root).toBeHidden()

    await app.settings.open()
    await app.settings.openAiBaseUrl.fill(other.baseUrl)
    await app.settings.save.click()
    await app.chat.composer.chooseModel('GPT Image 2.5 Flare')
    await app.chat.composer.submit('a lighthouse at dusk')

    await expect(app.chat.composer.refusal).toContainText('Easel did not send your key')
    expect([...openai.paidRequests, ...other.requests]).toEqual([])
    await other.stop()
  })

  test(
    'a settings file full of rubbish is set aside, said, and the app works',
    { tag: '@core' },
    async ({ app, profile }) => {
      await app.settings.open()
      await app.settings.openAiBaseUrl.fill('http://127.0.0.1:9/v1')
      await app.settings.save.click()
      await expect(app.settings.root).toBeHidden()
      await app.quit()
      await writeFile(profile.path('settings.json'), '{ "theme": \u0000 rubbish')

      await app.start()

      await expect(app.window.getByText(/settings file was damaged/)).toBeVisible()
      await app.chat.generate('a paper boat')
      const aside = (await readdir(profile.folder)).filter((name) => name.startsWith('settings.broken-'))
      expect(await Promise.all(aside.map((name) => readFile(profile.path(name), 'utf8')))).toEqual([
        '{ "theme": \u0000 rubbish',
      ])
    },
  )

  test('without a system store a key lasts until Easel quits, and that is said', async ({ app, profile }) => {
    test.skip(process.platform !== 'linux', 'Other systems always have a store.')
    await app.settings.open()
    await app.settings.openAiKey.fill(OPENAI_KEY)
    await expect(app.settings.root).toContainText('keys are forgotten when you quit')
    await app.settings.save.click()
    await expect(app.settings.root).toBeHidden()
    expect(await profile.filesContaining(OPENAI_KEY)).toEqual([])

    await app.restart()

    await expect(app.chat.composer.model).toHaveAccessibleName(/Demo Image/)
  })
})

test(
  'keys from the environment are named as such, and not handed to child processes',
  { tag: '@core' },
  async ({ app }) => {
    await app.settings.open()

    await expect(app.settings.root).toContainText(/environment/i)
    await expect(app.settings.root).toContainText('OPENAI_API_KEY')
    await expect(app.settings.root).toContainText('BLOB_READ_WRITE_TOKEN')
    expect(await app.electron.evaluate(() => process.env['OPENAI_API_KEY'])).toBeUndefined()
  },
)

test.describe('with a keyring', () => {
  test.use({ keys: { openai: false, blob: false } })
  test.skip(!canHaveKeyring(), 'No keyring can be had on this machine.')

  test(
    'a key is kept encrypted and survives a restart and a broken settings file',
    { tag: '@core' },
    async ({ launch, usualLaunch, openai, profile }) => {
      const app = await launch({ ...usualLaunch, executablePath: await electronInSession(profile) })
      await app.settings.open()
      await app.settings.openAiKey.fill(OPENAI_KEY)
      await app.settings.save.click()
      await expect(app.settings.root).toBeHidden()
      expect(await profile.filesContaining(OPENAI_KEY)).toEqual([])

      await app.quit()
      await writeFile(profile.path('settings.json'), 'rubbish')
      await app.start()

      await expect(app.window.getByText(/settings file was damaged/)).toBeVisible()
      await app.chat.composer.chooseModel('GPT Image 2.5 Flare')
      await app.chat.generate('a lighthouse at dusk')
      expect(openai.paidRequests[0]!.headers.authorization).toBe(`Bearer ${OPENAI_KEY}`)
      await app.settings.open()
      await expect(app.settings.root).toContainText(/saved/i)
    },
  )
})

test.describe('the first key', () => {
  test.use({ keys: { openai: false, blob: false } })

  test(
    'is pasted into the focused field, cleaned, tried by itself, and saved with the prompt still there',
    { tag: '@core' },
    async ({ app, openai }) => {
      const { composer } = app.chat
      await composer.message.fill('a lighthouse at dusk')
      await app.window.getByRole('button', { name: 'Add an API key' }).click()
      await expect(app.settings.openAiKey).toBeFocused()
      await expect(app.settings.root.getByRole('link', { name: 'Get a key' })).toBeVisible()

      await app.electron.evaluate(
        ({ clipboard }, text) => clipboard.writeText(text),
        `OPENAI_API_KEY="\u200b${OPENAI_KEY}"\n`,
      )
      await app.window.keyboard.press('ControlOrMeta+v')
      await expect(app.settings.root).toContainText(/Removed .*the text around the key.*quotes|Removed .*quotes/)
      await expect(app.settings.openAiKey).toHaveValue(OPENAI_KEY)
      await expect(
        app.settings.root.getByRole('listitem', { name: 'OpenAI', exact: true }).getByRole('status'),
      ).toHaveText(/^Works: \d+ image models$/)
      await app.window.keyboard.press('Enter')

      await expect(app.settings.root).toBeHidden()
      await expect(composer.message).toHaveValue('a lighthouse at dusk')
      await expect(composer.model).toHaveAccessibleName('Model: GPT Image (recommended)')
      await composer.send.click()
      await app.chat.lastAnswer.becomes('done')
      expect(openai.paidRequests[0]!.headers.authorization).toBe(`Bearer ${OPENAI_KEY}`)
    },
  )

  test('that cannot be a key is refused at the field, and nothing is sent', async ({ app, openai }) => {
    await app.settings.open()
    await app.settings.openAiKey.fill('sk-proj-…3f9a')
    await expect(app.settings.openAiKey).toHaveAccessibleDescription('This key is shortened. Copy all of it.')
    await expect(app.settings.openAiKey).toHaveAttribute('aria-invalid', 'true')
    await expect(app.settings.save).toBeDisabled()
    expect(openai.requests).toEqual([])
  })
})
