/** Data from earlier versions can always be opened. */
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import type { EaselApp } from '../app'
import { readRows, type Row } from '../database'
import { dropFiles } from '../drop-files'
import { expect, test } from '../fixtures'
import { readExpected, unpackOldProfile, type ExpectedChat } from '../old-profile'
import { isSettled, readChats, showsChats } from '../shown-chats'

test.use({ keys: { openai: true, blob: false } })

const stores = ['chats', 'messages', 'attachments', 'messageAttachments'] as const

/** Each unfinished run of the old profile, and what must become of it. */
const unfinished = [
  { prompt: 'a prompt that was never sent', charge: 'none' },
  { prompt: 'an answer that was never heard of', charge: 'unknown' },
  { prompt: 'an answer that had arrived in part', charge: 'unknown' },
] as const

test.describe('a profile of Easel 0.1', () => {
  test.beforeEach(({ profile }) => unpackOldProfile(profile, '0.1'))

  test(
    'opens with every chat, message, image, draft and cap, pays for nothing, and does so twice',
    { tag: '@core' },
    async ({ app, openai }) => {
      await showsEverything(app)
      await app.restart()
      await showsEverything(app)
      expect(openai.paidRequests).toHaveLength(0)
    },
  )

  test('is copied aside before anything in it is changed', async ({ launch, profile }) => {
    const before = await readFile(profile.path('settings.json'))
    const runs = await readdir(profile.path('runs'))
    const app = await launch()
    await app.settings.limit({ daily: '7' })
    await app.quit()

    expect(await readFile(profile.path('settings.json'))).not.toEqual(before)
    const [copy = ''] = await readdir(profile.path('backup'))
    expect(copy).toMatch(/^1-/)
    expect(await readFile(profile.path('backup', copy, 'settings.json'))).toEqual(before)
    expect(await readdir(profile.path('backup', copy, 'runs'))).toEqual(runs)
  })

  test(
    'is left as it is where it cannot be copied aside, and that is said',
    { tag: '@core' },
    async ({ launch, profile, usualLaunch }) => {
      // Blocks the folder for backups.
      await writeFile(profile.path('backup'), '')
      const before = await readFile(profile.path('ledger.log'))
      const app = await launch({ ...usualLaunch, showsNotice: true })
      const notice = app.window.getByRole('alert')
      await expect(notice).toContainText('Easel couldn’t copy your data')
      await expect(notice).toContainText(profile.folder)
      const ended = app.hasEnded()
      // The window may be gone before the click resolves.
      const clicked = notice.getByRole('link', { name: 'Quit' }).click({ noWaitAfter: true })
      await Promise.all([ended, clicked.catch(() => undefined)])
      expect(await readFile(profile.path('ledger.log'))).toEqual(before)
      await expect(stat(profile.path('profile.json'))).rejects.toThrow()

      await rm(profile.path('backup'))
      await app.start(usualLaunch)
      await showsEverything(app)
    },
  )

  test('survives kills at the start and then opens whole', async ({ launch, openai, profile }) => {
    const app = await launch()
    await app.kill()
    for (let kills = 0; kills < 2; kills += 1) {
      await app.start()
      await app.kill()
    }
    await app.start()
    await showsEverything(app)
    expect(openai.paidRequests).toHaveLength(0)
    // The stand-in returns the same bytes for equal prompts, so the new answer shares its file with the old ones.
    expect(await profile.objects()).toHaveLength(3)
  })

  test('opens the same from the archive alone', { tag: '@core' }, async ({ app, profile }) => {
    await showsEverything(app)
    const before = await readAll(app)
    await app.quit()
    await rm(profile.path('IndexedDB'), { recursive: true })

    await app.start()

    await showsEverything(app)
    await expect.poll(() => readAll(app)).toEqual(before)
  })
})

test.describe('a profile of the version with connections, killed in the middle of everything', () => {
  // Its keys can't be decrypted here, so nothing can be uploaded or retried.
  test.beforeEach(({ profile }) => unpackOldProfile(profile, '0.1-connections'))

  test('opens with everything that a user had, pays for nothing, and does so twice', async ({ app, openai }) => {
    const expected = await readExpected('0.1-connections')
    await expect(app.chat.sidebar.root.locator('[aria-current]')).toContainText(expected.opens)
    await expectAll(app)
    await app.restart()
    await expectAll(app)
    expect(openai.paidRequests).toHaveLength(0)

    await app.chat.sidebar.newChat.click()
    const bytes = await readFile(app.profile.path('exported', 'a heron.png'))
    await dropFiles(app.window, { name: 'a heron.png', bytes })
    await expect(app.chat.composer.message).toHaveValue('a heron in the reeds')
    await expect(app.chat.composer.model).toHaveAccessibleName('Model: GPT Image 2')
  })

  test('opens with the same from the archive alone', { tag: '@core' }, async ({ launch, openai, profile }) => {
    for (const folder of ['IndexedDB', 'Local Storage', 'Session Storage']) {
      await rm(profile.path(folder), { recursive: true })
    }
    await expectAll(await launch())
    expect(openai.paidRequests).toHaveLength(0)
  })
})

test(
  'a profile of a newer version is left alone, and that is said',
  { tag: '@core' },
  async ({ launch, profile, usualLaunch }) => {
    await writeFile(profile.path('profile.json'), JSON.stringify({ version: 99 }))
    await writeFile(profile.path('settings.json'), '{"theme":"dark"}')
    const app = await launch({ ...usualLaunch, showsNotice: true })
    const notice = app.window.getByRole('alert')
    await expect(notice).toContainText('A newer version of Easel wrote this profile')
    const ended = app.hasEnded()
    const clicked = notice.getByRole('link', { name: 'Quit' }).click({ noWaitAfter: true })
    // The window may be gone before the click resolves.
    await Promise.all([ended, clicked.catch(() => undefined)])
    expect(await readFile(profile.path('settings.json'), 'utf8')).toBe('{"theme":"dark"}')
    for (const name of ['runs', 'archive', 'window.json', 'ledger.log']) {
      await expect(stat(profile.path(name))).rejects.toThrow()
    }
  },
)

async function showsEverything(app: EaselApp): Promise<void> {
  const { chat } = app
  const link = (title: string) => chat.sidebar.root.getByRole('link', { name: title })
  await expect(link('a lighthouse at dusk')).toBeVisible()
  await expect(link('an image whose chat is deleted')).toHaveCount(0)
  await expect(chat.sidebar.root.getByRole('region', { name: 'Pinned' })).toContainText('two boats in fog')

  await chat.open('a lighthouse at dusk')
  await expect(chat.lastAnswer.root).toContainText('2/2')
  await expect(chat.lastAnswer.image('a lighthouse at dusk')).toBeVisible()
  await chat.open('two boats in fog')
  await expect(chat.lastAnswer.image('two boats in fog')).toHaveCount(2)
  await expect(chat.composer.message).toHaveValue('a draft in the boats chat')
  await chat.open('Say hello from Köln')
  await expect(chat.lastAnswer.root).toContainText('Grüße aus Köln')
  await chat.open('a refused prompt')
  await chat.lastAnswer.becomes('cancelled')
  await expect(chat.answers.first()).toHaveAttribute('data-status', 'failed')

  for (const { prompt, charge } of unfinished) {
    await chat.open(prompt)
    await chat.lastAnswer.failsWithCharge(charge)
  }
  await chat.open('an answer that had arrived whole')
  await chat.lastAnswer.becomes('done')
  await expect(chat.lastAnswer.image('an answer that had arrived whole')).toBeVisible()

  await chat.sidebar.settings.click()
  await expect(app.settings.dailyCap).toHaveValue(/^25(\.00)?$/)
  await expect(app.settings.monthlyCap).toHaveValue(/^300(\.00)?$/)
  await app.window.keyboard.press('Escape')
  await expect(app.settings.root).toBeHidden()
}

/** Checks everything a user must see: in rows and on screen. */
async function expectAll(app: EaselApp): Promise<void> {
  const { chats, countsDown, deletedChats, drafts, pinnedChats } = await readExpected('0.1-connections')
  const { chat } = app
  // Whether the one that counts down has been retried yet depends on timing.
  const settled = chats.filter(({ title }) => title !== countsDown)
  await expect.poll(() => isSettled(app)).toBe(true)
  const found = await readChats(app)
  expect(found.map(({ title }) => title)).toEqual(chats.map(({ title }) => title))
  // Only an attempt shows that an upload must wait.
  const readSettled = async () => withoutShown((await readChats(app)).filter(({ title }) => title !== countsDown))
  await expect.poll(readSettled).toEqual(withoutShown(settled))

  await showsChats(app, settled)
  for (const title of deletedChats) await expect(chat.sidebar.root.getByRole('link', { name: title })).toHaveCount(0)
  for (const title of pinnedChats) {
    await expect(chat.sidebar.root.getByRole('region', { name: 'Pinned' })).toContainText(title)
  }
  for (const [title, draft] of Object.entries(drafts)) {
    await (title === 'new' ? chat.sidebar.newChat.click() : chat.open(title))
    await expect(chat.composer.message).toHaveValue(draft)
  }
  await app.chat.sidebar.settings.click()
  await expect(app.settings.dailyCap).toHaveValue(/^25(\.00)?$/)
  for (const name of ['OpenAI', 'Google Gemini', 'Attic']) {
    await expect(app.settings.root.getByRole('listitem', { name, exact: true })).toBeVisible()
  }
  await app.settings.close()
}

/** Rows don't say which version is shown. */
function withoutShown(chats: readonly ExpectedChat[]): unknown {
  return chats.map(({ title, messages }) => ({
    title,
    messages: messages.map(({ isShown: _onScreen, ...message }) => message),
  }))
}

/** Returns all rows by store, without the numbers that every write and every start increase. */
async function readAll(app: EaselApp): Promise<Record<string, readonly Row[]>> {
  const rows = await Promise.all(stores.map((store) => readRows(app.window, store)))
  const withoutNumbers = ({ sequence: _write, revision: _start, ...row }: Row): Row => row
  return Object.fromEntries(stores.map((store, index) => [store, rows[index]!.map(withoutNumbers)]))
}
