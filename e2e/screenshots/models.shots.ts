/**
 * The model list with all services, a queued job and its possible endings, and four answers side by side: see
 * `states.shots.ts`.
 */
import { expect, test as base } from '../fixtures'
import { FAL_KEY, FalStandIn } from '../stand-ins/fal'
import { GEMINI_KEY, GeminiStandIn } from '../stand-ins/gemini'
import { soundPng, soundSvg } from '../stand-ins/images'
import { OPENROUTER_KEY, OpenRouterStandIn } from '../stand-ins/openrouter'
import { images, RECRAFT_KEY, RecraftStandIn } from '../stand-ins/recraft'
import { photographer, type Look } from './photographer'

const looks: readonly Look[] = [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 1400, height: 900 },
  { theme: 'dark', width: 900, height: 600 },
  { theme: 'light', width: 480, height: 800 },
  { theme: 'dark', width: 480, height: 800 },
]
const NARROW = looks.slice(-1)
const prompt = 'a harbor at night'

const test = base.extend<{ services: { readonly fal: FalStandIn; readonly recraft: RecraftStandIn } }>({
  services: async ({ usualLaunch }, use) => {
    const fal = await FalStandIn.start()
    const recraft = await RecraftStandIn.start()
    const openrouter = await OpenRouterStandIn.start()
    const gemini = await GeminiStandIn.start()
    Object.assign(usualLaunch.env ?? {}, {
      FAL_KEY,
      FAL_QUEUE_URL: fal.baseUrl,
      FAL_API_URL: fal.apiUrl,
      RECRAFT_API_KEY: RECRAFT_KEY,
      RECRAFT_BASE_URL: recraft.baseUrl,
      OPENROUTER_API_KEY: OPENROUTER_KEY,
      OPENROUTER_BASE_URL: openrouter.baseUrl,
      GEMINI_API_KEY: GEMINI_KEY,
      GOOGLE_GEMINI_BASE_URL: gemini.baseUrl,
    })
    await use({ fal, recraft })
    await Promise.all([fal, recraft, openrouter, gemini].map((server) => server.stop()))
  },
  app: async ({ services: _first, launch }, use) => {
    await use(await launch())
  },
})

test('the model list', async ({ app }) => {
  const { composer } = app.chat
  await composer.chooseModel('Demo Image')
  await app.chat.generate(prompt)
  await app.chat.sidebar.newChat.click()
  await composer.chooseModel('GPT Image 2')
  for (const look of looks) {
    const shoot = await photographer(app, look)
    const list = await composer.openModels()
    await shoot('a0-models')
    await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }))
    await shoot('a1-models-middle')
    await app.window.getByRole('searchbox', { name: 'Search models' }).fill('gpt-6')
    await shoot('a2-models-texts')
    await app.window.getByRole('button', { name: 'What can this model do?', exact: true }).press('Enter')
    await shoot('a3-card-text')
    await app.window.getByRole('searchbox', { name: 'Search models' }).fill('recraft')
    await app.window.getByRole('button', { name: 'What can this model do?', exact: true }).press('Enter')
    await shoot('a4-card-image')
    await app.window.keyboard.press('Escape')
    await app.window.keyboard.press('Escape')
  }
})

test('jobs and several answers', async ({ app, services: { fal, recraft } }) => {
  const { composer } = app.chat
  await composer.chooseModel('FLUX 3 Klein')
  fal.willMake({ holdsAt: 'IN_QUEUE', position: 2 })
  const queued = await app.chat.ask(prompt)
  await expect(queued.placeholder).toContainText('In line: 2 jobs ahead')
  for (const look of looks) await (await photographer(app, look))('b0-queued')
  await queued.stop.click()
  await queued.becomes('cancelled')
  for (const look of NARROW) await (await photographer(app, look))('b1-canceled')

  await app.chat.sidebar.newChat.click()
  await composer.useSeveral('FLUX 3 Klein', 'Recraft V4.1 Vector', 'Demo Image', 'GPT Image 2')
  fal.willMake({ images: [soundPng({ width: 1024, height: 1024 })] })
  recraft.willAnswer(images({ images: [soundSvg()] }))
  await composer.submit('four boats')
  for (const answer of await app.chat.grouped(4)) await answer.becomes('done')
  for (const look of looks) await (await photographer(app, look))('b2-four')
  await (await app.chat.grouped(4))[1]?.openDetails()
  for (const look of looks.slice(0, 2)) await (await photographer(app, look))('b3-details')
})
