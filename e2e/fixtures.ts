// oxlint-disable no-empty-pattern -- Playwright reads from the pattern what a fixture needs, and these need nothing
/**
 * What every end-to-end test gets: the stand-ins, a new profile, and the built app started with both. Unexpected
 * problems fail the test, and its log and screenshot are saved.
 */
import { test as base } from '@playwright/test'
import { writeFile } from 'node:fs/promises'
import { EaselApp, type LaunchOptions } from './app'
import { Profile } from './profile'
import { BLOB_TOKEN, BlobStandIn } from './stand-ins/blob'
import { OPENAI_KEY, OpenAiStandIn } from './stand-ins/openai'

export { expect } from '@playwright/test'

interface Options {
  /** Which keys are in the app's environment. */
  keys: { readonly openai: boolean; readonly blob: boolean }
}

interface Fixtures {
  openai: OpenAiStandIn
  blob: BlobStandIn
  profile: Profile
  /** How the app is started: the stand-ins' addresses, and the keys chosen by `keys`. */
  usualLaunch: LaunchOptions
  launch: (options?: LaunchOptions) => Promise<EaselApp>
  app: EaselApp
}

interface WorkerFixtures {
  /** The worker's own virtual display, if there's no real one. */
  display: void
}

export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  display: [
    async ({}, use, { parallelIndex }) => {
      const names = process.env['EASEL_DISPLAYS']?.split(' ')
      if (names) process.env['DISPLAY'] = names[parallelIndex % names.length]
      await use()
    },
    { scope: 'worker', auto: true },
  ],

  keys: [{ openai: true, blob: true }, { option: true }],

  openai: async ({}, use) => {
    const openai = await OpenAiStandIn.start()
    await use(openai)
    await openai.stop()
  },

  blob: async ({}, use) => {
    const blob = await BlobStandIn.start()
    await use(blob)
    await blob.stop()
  },

  profile: async ({}, use) => {
    const profile = await Profile.create()
    await use(profile)
    await profile.remove()
  },

  usualLaunch: async ({ keys, openai, blob }, use) => {
    await use({
      env: {
        OPENAI_BASE_URL: openai.baseUrl,
        VERCEL_BLOB_API_URL: blob.apiUrl,
        ...(keys.openai ? { OPENAI_API_KEY: OPENAI_KEY } : {}),
        ...(keys.blob ? { BLOB_READ_WRITE_TOKEN: BLOB_TOKEN } : {}),
      },
    })
  },

  launch: async ({ profile, usualLaunch }, use, testInfo) => {
    const apps: EaselApp[] = []
    await use(async (options = usualLaunch) => {
      const app = new EaselApp(profile, options)
      // Added before it starts, so that an app that fails to start leaves its evidence and no process behind.
      apps.push(app)
      await app.start(options)
      return app
    })
    for (const app of apps) app.problems.readLog(await app.profile.log())
    const problems = apps.flatMap((app) => app.problems.unexpected)
    if (testInfo.errors.length + problems.length > 0) {
      for (const app of apps) await keepEvidence(app, testInfo)
    }
    for (const app of apps) await app.kill()
    if (problems.length > 0) throw new Error(`Something went wrong behind the test's back:\n${problems.join('\n')}`)
  },

  app: async ({ launch }, use) => {
    await use(await launch())
  },
})

type TestInfo = ReturnType<typeof base.info>

/** Saves what helps to explain a failure in the test's own folder: the last screenshot, the page's text, both logs. */
async function keepEvidence(app: EaselApp, testInfo: TestInfo): Promise<void> {
  const keep = async (name: string, contentType: string, content: Buffer | string | undefined) => {
    if (content === undefined) return
    const path = testInfo.outputPath(name)
    await writeFile(path, content)
    testInfo.attachments.push({ name, path, contentType })
  }
  // An app that hangs or has crashed gives no screenshot, but its logs still exist.
  const patience = { timeout: 5_000 }
  const window = app.lastWindow
  await keep('window.png', 'image/png', await window?.screenshot(patience).catch(() => undefined))
  await keep(
    'window.txt',
    'text/plain',
    await window
      ?.locator('body')
      .ariaSnapshot(patience)
      .catch(() => undefined),
  )
  await keep('output.txt', 'text/plain', app.output)
  await keep('app.log', 'text/plain', await app.profile.log())
}
