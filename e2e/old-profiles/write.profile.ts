/**
 * Writes a profile as this version of Easel leaves it when it's killed in the middle of everything: the fixture that
 * the next version must open. Not a test.
 *
 *     npm run e2e -- --config e2e/old-profiles/playwright.config.ts
 *
 * The profile and what a user must see in it go to `test-results/old-profile`. Never regenerate a profile in
 * `tests/fixtures`: add another one under a new name, with a line in the README there.
 */
import { execFileSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Connection } from '../../src/shared/connections'
import type { ConnectionId } from '../../src/shared/services/ids'
import type { SettingsView } from '../../src/shared/settings'
import { EaselApp, type LaunchOptions } from '../app'
import { readRows } from '../database'
import { answerSaveDialog } from '../dialogs'
import { PROJECT } from '../electron'
import { expect, test } from '../fixtures'
import { enterSpendings } from '../ledger'
import { NativeMenus } from '../native-menus'
import { unpack, type ExpectedProfile, type ExpectedUsage } from '../old-profile'
import { Profile } from '../profile'
import { isSettled, readChats } from '../shown-chats'
import { CompatibleStandIn } from '../stand-ins/compatible'
import { GEMINI_KEY, GeminiStandIn, image } from '../stand-ins/gemini'
import type { Answer, Exchange } from '../stand-ins/http-stand-in'
import { ImageHost } from '../stand-ins/image-host'
import { BLOB_TOKEN, type BlobStandIn } from '../stand-ins/blob'
import { OPENAI_KEY, type ImageAnswer, type OpenAiStandIn } from '../stand-ins/openai'
import { imagesResponse, imageUsage, sse, textEvents, type ImageBody, type TextBody } from '../stand-ins/openai-wire'
import { noisyPng, previewPng, truncatedPng } from '../stand-ins/images'

/** Done by main's own code, which is type-checked separately from the code for the page. */
interface ProfileParts {
  compactArchive(profile: string): Promise<void>
  writeSecrets(profile: string): void
  readUsage(profile: string, without: string): Promise<ExpectedUsage>
}

const parts = require(join(PROJECT, 'tests', 'fixtures', 'profile-parts')) as ProfileParts

const OUTPUT = join(PROJECT, 'test-results', 'old-profile')
const DRAFTS = { boats: 'the boats again, at night', new: 'an idea without a chat' }
const COUNTS_DOWN = 'an image that is refused for a while'
/** Chromium's files to include: databases, without logs. */
const CHROMIUM = ['IndexedDB', 'Local Storage', 'Session Storage']
const EASEL = [
  'archive',
  'exported',
  'ledger.log',
  'models',
  'objects',
  'outbox',
  'previews',
  'profile.json',
  'runs',
  'secrets.json',
  'session.json',
  'settings.json',
  'spool',
  'window.json',
]

test('the profile', async ({ profile, openai, blob, launch }, testInfo) => {
  testInfo.setTimeout(300_000)
  const gemini = await GeminiStandIn.start()
  const attic = await CompatibleStandIn.start()
  attic.models = ['mystery', 'sdxl-turbo', 'llama3:8b']
  const host = await ImageHost.start(small(90))
  const env = {
    OPENAI_BASE_URL: openai.baseUrl,
    OPENAI_API_KEY: OPENAI_KEY,
    GEMINI_API_KEY: GEMINI_KEY,
    GOOGLE_GEMINI_BASE_URL: gemini.baseUrl,
    VERCEL_BLOB_API_URL: blob.apiUrl,
  }
  const app = await launch({ env })
  await writeSettings(app, attic)
  await writeSettledChats(app, openai, gemini)
  await app.quit()
  await parts.compactArchive(profile.folder)
  await writeOldSpendings(profile)

  await app.start({ env: { ...env, BLOB_READ_WRITE_TOKEN: BLOB_TOKEN } })
  await writeUploads(app, openai, blob)
  const blocked = await writeHeldUp(app, openai, host)
  await writeUnfinished(app, openai, gemini)
  await app.kill()
  await rm(blocked)
  parts.writeSecrets(profile.folder)
  await host.stop()

  await rm(OUTPUT, { recursive: true, force: true })
  await mkdir(OUTPUT, { recursive: true })
  const zip = join(OUTPUT, 'profile.zip')
  await pack(profile, zip)
  const expected = await openAndDescribe(zip, { env })
  await writeFile(join(OUTPUT, 'profile.expected.json'), `${JSON.stringify(expected, undefined, 2)}\n`)
  await gemini.stop()
  await attic.stop()
})

async function writeSettings(app: EaselApp, attic: CompatibleStandIn): Promise<void> {
  await app.window.evaluate(async (baseUrl) => {
    interface Easel {
      request(name: string, input?: unknown): Promise<{ value: unknown }>
    }
    const { easel } = globalThis as unknown as { easel: Easel }
    const { settings } = (await easel.request('settings.read')).value as SettingsView
    const added: Connection[] = [
      { id: 'gemini' as ConnectionId, service: 'gemini', name: 'Google Gemini', baseUrl: '' },
      {
        id: 'compatible-1a2b3c4d' as ConnectionId,
        service: 'compatible',
        name: 'Attic',
        baseUrl,
        types: { mystery: 'image' },
      },
    ]
    await easel.request('settings.change', {
      settings: {
        theme: 'dark',
        connections: [...settings.connections, ...added],
        automaticRetries: 3,
        dailyCap: 25_000_000,
        monthlyCap: 300_000_000,
        notifyWhenDone: false,
        ownPrices: { 'openai:gpt-6.1-terra': { textIn: 2, textOut: 8 } },
      },
    })
  }, attic.baseUrl)
  for (const file of ['models/openai.json', 'models/gemini.json', 'models/compatible-1a2b3c4d.json']) {
    await expect.poll(() => app.profile.text(file)).not.toBe('')
  }
}

async function writeSettledChats(app: EaselApp, openai: OpenAiStandIn, gemini: GeminiStandIn): Promise<void> {
  const { chat } = app
  const { composer, sidebar } = chat
  const answersImage = (seed: number): Answer => openai.next.image(anImage(seed))

  // Versions of an image, and of a second question in the same chat.
  await composer.chooseModel('GPT Image 2')
  answersImage(1)
  await chat.generate('a heron in the reeds')
  for (const seed of [2, 3]) {
    answersImage(seed)
    await chat.lastAnswer.regenerate.click()
    await expect(chat.lastAnswer.root).toContainText(`${seed}/${seed}`)
    await chat.lastAnswer.becomes('done')
  }
  await answerSaveDialog(app, app.profile.path('exported', 'a heron.png'))
  await mkdir(app.profile.path('exported'))
  await chat.lastAnswer.root.hover()
  await chat.lastAnswer.saveImage.click()
  await expect(app.window.getByText('Image saved')).toBeVisible()
  await chat.lastAnswer.previousVersion.click()
  await expect(chat.lastAnswer.root).toContainText('2/3')
  await composer.chooseModel('GPT-6.1 Terra')
  openai.next.text(['# Herons\n\nThey **wait**, ', 'mostly.\n\n```ts\nawait fish()\n```\n'])
  await (await chat.ask('What do herons do?')).becomes('done')

  await begin(app, 'GPT Image 2')
  await composer.setNumber('Images', 2)
  openai.next.image({ ...anImage(4), images: [small(4), small(5)] })
  await (await chat.ask('two boats in fog')).becomes('done')
  await begin(app, 'GPT Image 2')
  await composer.setNumber('Images', 2)
  openai.next.image({ ...anImage(6), images: [small(6), truncatedPng({ width: 16, height: 16, seed: 7 })] })
  await chat.generate('two owls, one of them broken')
  await begin(app, 'GPT Image 2')
  openai.next.answers((exchange) => {
    const body = exchange.request.json as ImageBody
    const answer = imagesResponse(body, [], imageUsage(body, 0))
    const data = [{ b64_json: small(8).toString('base64'), revised_prompt: 'A red kite over a hill, soft light' }]
    return exchange.json(200, { ...answer, quality: 'high', background: 'opaque', data })
  })
  await chat.generate('a kite, in other words')
  await begin(app, 'GPT-6.1 Terra')
  openai.next.text(['Grüße aus ', 'Köln.'])
  await (await chat.ask('Say hello from Köln')).becomes('done')

  await begin(app, 'Nano Banana 2.1')
  gemini.willAnswer(image({ bytes: small(9) }))
  await chat.generate('a harbour by Gemini')
  await begin(app, 'mystery')
  await chat.generate('a heron of the attic')

  await begin(app, 'GPT Image 2')
  openai.next.fails({ status: 400, code: 'moderation_blocked', message: 'Blocked.' })
  await (await chat.ask('a refused prompt')).failsWithCharge('none')
  await begin(app, 'GPT Image 2')
  openai.next.cutsBody({ ...anImage(10), afterBytes: 1_500 })
  await (await chat.ask('an image that broke off')).failsWithCharge('unknown')
  await begin(app, 'GPT-6.1 Terra')
  openai.next.textThatFails(['As far as ', 'it got.'], { code: 'server_error', message: 'It broke.' })
  await (await chat.ask('a text that broke off')).becomes('failed')
  await begin(app, 'GPT Image 2')
  const half = openai.next.stallsAfterPreview(1, anImage(11))
  const stopped = await chat.ask('a stopped image')
  await half.stalled
  await expect(stopped.preview).toBeVisible()
  await stopped.stop.click()
  await stopped.becomes('cancelled')
  await begin(app, 'GPT-6.1 Terra')
  const words = openai.next.textThatStalls(['Enough ', 'of it.'])
  const stoppedText = await chat.ask('a stopped text')
  await words.stalled
  await expect(stoppedText.root).toContainText('of it.')
  await stoppedText.stop.click()
  await stoppedText.becomes('cancelled')

  const menus = await NativeMenus.watch(app)
  await begin(app, 'GPT Image 2')
  answersImage(12)
  await chat.generate('a pinned kestrel')
  await menus.choose(() => sidebar.chat('a pinned kestrel').click({ button: 'right' }), 'Pin')
  await begin(app, 'GPT Image 2')
  answersImage(13)
  await chat.generate('an image whose chat is deleted')
  await sidebar.delete('an image whose chat is deleted')
  // Deletion can be undone for a while.
  await expect
    .poll(async () => (await readRows(app.window, 'chats')).filter(({ deletedAt }) => deletedAt !== undefined))
    .toHaveLength(1)
}

async function writeUploads(app: EaselApp, openai: OpenAiStandIn, blob: BlobStandIn): Promise<void> {
  const { chat } = app
  await begin(app, 'GPT Image 2')
  openai.next.image(anImage(20))
  await (await chat.generate('an owl in the store')).uploadBecomes('uploaded')
  blob.always.isDown()
  await begin(app, 'GPT Image 2')
  openai.next.image(anImage(21))
  await (await chat.generate('an owl that the store refused')).uploadBecomes('failed')
  const held = blob.next.stalls()
  await begin(app, 'GPT Image 2')
  openai.next.image(anImage(22))
  await (await chat.generate('an owl on its way to the store')).uploadBecomes('uploading')
  await held.stalled
}

/** Returns the file that blocks storing an image. */
async function writeHeldUp(app: EaselApp, openai: OpenAiStandIn, host: ImageHost): Promise<string> {
  const { chat } = app
  await begin(app, 'GPT Image 2')
  openai.next.fails({ status: 429, code: 'rate_limit_exceeded', headers: { 'retry-after': '590' } })
  await (await chat.ask(COUNTS_DOWN)).failsWithCharge('none')

  const picture = small(23)
  const blocked = app.profile.path('objects', createHash('sha256').update(picture).digest('hex').slice(0, 2))
  await writeFile(blocked, '')
  await begin(app, 'GPT Image 2')
  openai.next.image({ ...anImage(23), previews: [] })
  await (await chat.ask('an image that the disk refused')).failsWithCharge('unknown')

  const byAddress = (): Answer =>
    openai.next.answers((exchange) => exchange.json(200, { data: [{ url: `${host.origin}/x.png` }] }))
  byAddress()
  await begin(app, 'GPT Image 2')
  await (await chat.ask('an image at a refused address')).failsWithCharge('unknown')
  byAddress()
  await begin(app, 'GPT Image 2')
  const allowed = await chat.ask('an image at an allowed address')
  await allowed.failsWithCharge('unknown')
  host.isDown = true
  await allowed.alert.getByRole('button', { name: /^Allow and fetch from/ }).click()
  await expect(allowed.alert).toContainText('The image couldn’t be downloaded')
  return blocked
}

async function writeUnfinished(app: EaselApp, openai: OpenAiStandIn, gemini: GeminiStandIn): Promise<void> {
  const { chat, profile } = app
  // A partial text, and one that is complete except for the end of its stream.
  const partOfText = openai.next.textThatStalls(['The first ', 'half of'])
  await begin(app, 'GPT-6.1 Terra')
  await chat.ask('a text that had arrived in part')
  await partOfText.stalled
  const wholeText = openai.next.answers(async (exchange, answer) => {
    const { opening, deltas, closing } = textEvents(exchange.request.json as TextBody, ['All of ', 'the words.'])
    await sendWithoutEnd(
      exchange,
      answer,
      'text/event-stream',
      [...opening, ...deltas, ...closing].map(sse).join('').slice(0, -1),
    )
  })
  await begin(app, 'GPT-6.1 Terra')
  await chat.ask('a text that had arrived whole')
  await wholeText.stalled

  const held = gemini.willAnswer(image({ bytes: small(30) }))
  const second = gemini.willAnswer(async (exchange, answer) => void (await answer.stall(exchange)))
  await begin(app, 'Nano Banana 2.1')
  await chat.composer.setNumber('Images', 2)
  await chat.ask('two images by Gemini, of which one came')
  await Promise.all([held.over, second.stalled])

  // Up to four images at a time.
  const unheard = openai.next.stallsBeforeHeaders(anImage(31))
  await begin(app, 'GPT Image 2')
  await chat.ask('an image never heard of')
  await unheard.stalled
  const part = openai.next.stallsBeforeEnd({ ...anImage(32), images: [noisyPng({ width: 24, height: 24, seed: 32 })] })
  await begin(app, 'GPT Image 2')
  const inPart = await chat.ask('an image that had arrived in part')
  await part.stalled
  await expect(inPart.preview).toBeVisible()
  const whole = openai.next.answers(async (exchange, answer) => {
    const body = exchange.request.json as ImageBody
    const json = JSON.stringify(imagesResponse(body, [small(33).toString('base64')], imageUsage(body, 0)))
    await sendWithoutEnd(exchange, answer, 'application/json', json)
  })
  await begin(app, 'GPT Image 2')
  await chat.ask('an image that had arrived whole')
  await whole.stalled
  const unseen = openai.next.stallsBeforeHeaders(anImage(34))
  await begin(app, 'GPT Image 2')
  const unseenId = await (await chat.ask('an image that no page has seen')).id()
  await unseen.stalled
  // Two are queued: one takes the slot of the image that finishes below; the other never gets one.
  const nextOne = openai.next.stallsBeforeHeaders(anImage(35))
  for (const prompt of ['an image whose turn had just come', 'an image whose turn never came']) {
    await begin(app, 'GPT Image 2')
    await expect((await chat.ask(prompt)).root).toContainText('Waiting')
  }

  await chat.open('two boats in fog')
  await chat.composer.message.fill(DRAFTS.boats)
  await chat.sidebar.newChat.click()
  await chat.composer.message.fill(DRAFTS.new)
  await chat.open('a heron in the reeds')
  await chat.conversation.hover()
  await app.window.mouse.wheel(0, -200)
  await expect.poll(() => profile.text('session.json')).toMatch(new RegExp(DRAFTS.new))
  await expect.poll(() => profile.text('session.json')).toMatch(/"place"/)
  await expect
    .poll(async () =>
      (await profile.filesContaining('an image whose turn never came')).filter((name) => name.startsWith('archive')),
    )
    .not.toEqual([])

  // From here on the page receives no events.
  const page = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
  )
  process.kill(page, 'SIGSTOP')
  unseen.continue()
  await expect.poll(() => profile.text('runs', `${unseenId}.json`)).toContain('"status":"done"')
  await expect.poll(() => profile.text('ledger.log')).toContain(unseenId)
  await nextOne.stalled
}

/** Sends the whole answer, but doesn't end the connection. */
async function sendWithoutEnd(exchange: Exchange, answer: Answer, type: string, body: string): Promise<void> {
  exchange.response.writeHead(200, { 'content-type': type })
  await exchange.write(body)
  await answer.stall(exchange)
}

/** In the format of the first versions: without chat, outcome and number of images. */
async function writeOldSpendings(profile: Profile): Promise<void> {
  const old = { at: Date.UTC(2026, 8, 3), model: 'openai:gpt-imagegen', kind: 'image', charge: 'charged' } as const
  await enterSpendings(profile, [
    { ...old, runId: randomUUID(), cost: 41_000 },
    { ...old, runId: randomUUID(), charge: 'unknown', atMost: 190_000 },
  ] as never)
}

async function pack(profile: Profile, zip: string): Promise<void> {
  const copy = profile.beside('packed')
  for (const name of [...CHROMIUM, ...EASEL]) {
    await cp(profile.path(name), join(copy, name), {
      recursive: true,
      filter: (path) => !/(?:\/LOG(?:\.old)?|\/LOCK|\.tmp)$/.test(path),
    })
  }
  // Without file attributes of this machine.
  execFileSync('zip', ['-9', '-q', '-X', '-D', '-r', zip, '.'], { cwd: copy })
}

/** Returns what this version shows of the profile once everything has settled. */
async function openAndDescribe(zip: string, launch: LaunchOptions): Promise<ExpectedProfile> {
  const profile = await Profile.create()
  await unpack(zip, profile)
  const app = new EaselApp(profile, launch)
  await app.start()
  await expect.poll(() => isSettled(app)).toBe(true)
  const open = app.chat.sidebar.root.locator('[aria-current]')
  const opens = (await open.getAttribute('aria-label')) ?? (await open.innerText())
  const rows = await readRows(app.window, 'chats')
  const chats = await readChats(app)
  const titles = (filter: (row: (typeof rows)[number]) => boolean): string[] =>
    rows
      .filter(filter)
      .map(({ title }) => String(title))
      .toSorted()
  const shown = []
  for (const { title, messages } of chats) {
    await app.chat.open(title)
    const ids = await app.chat.conversation
      .locator('[data-message-id]')
      .evaluateAll((all) => all.map((element) => element.getAttribute('data-message-id')))
    shown.push({ title, messages: messages.map((message) => ({ ...message, isShown: ids.includes(message.id) })) })
  }
  await app.quit()
  const usage = await parts.readUsage(
    profile.folder,
    shown.find(({ title }) => title === COUNTS_DOWN)!.messages.at(-1)!.id,
  )
  await profile.remove()
  return {
    opens,
    drafts: { 'two boats in fog': DRAFTS.boats, new: DRAFTS.new },
    deletedChats: titles(({ deletedAt }) => deletedAt !== undefined),
    pinnedChats: titles(({ pinnedAt }) => pinnedAt !== undefined),
    chats: shown,
    usage,
    countsDown: COUNTS_DOWN,
  }
}

/** Opens a new chat with this model. */
async function begin(app: EaselApp, model: string): Promise<void> {
  await app.chat.sidebar.newChat.click()
  await app.chat.composer.chooseModel(model)
}

function small(seed: number): Buffer {
  return noisyPng({ width: 16, height: 16, seed })
}

function anImage(seed: number): Required<Pick<ImageAnswer, 'images' | 'previews'>> {
  return { images: [small(seed)], previews: [previewPng(0, { width: 16, height: 16, seed })] }
}
