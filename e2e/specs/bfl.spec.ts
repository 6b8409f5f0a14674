import { expect, test as base } from '../fixtures'
import { BFL_KEY, BflStandIn } from '../stand-ins/bfl'
import { soundPng } from '../stand-ins/images'

const prompt = 'a harbor at night'

const test = base.extend<{ bfl: BflStandIn }>({
  bfl: async ({ usualLaunch }, use) => {
    const bfl = await BflStandIn.start()
    // The environment creates the connection automatically.
    Object.assign(usualLaunch.env ?? {}, { BFL_API_KEY: BFL_KEY, BFL_BASE_URL: bfl.baseUrl })
    await use(bfl)
    await bfl.stop()
  },
  app: async ({ bfl: _first, launch }, use) => {
    await use(await launch())
  },
})

test('a key in the environment makes the connection; an image shows what the service said that it costs', async ({
  app,
  bfl,
}) => {
  const { composer } = app.chat
  await composer.chooseModel('FLUX.2 Pro')
  await expect(composer.estimate).toContainText('$0.03')
  bfl.willMake({ image: soundPng({ width: 1024, height: 1024 }), cost: 3.25 })
  const answer = await app.chat.generate(prompt)
  await expect(answer.cost).toContainText('$0.033')
  await expect(answer.cost).toHaveAttribute('data-source', 'reported')
  expect(bfl.paidRequests).toHaveLength(1)
})

test(
  'a kill while an image is made costs nothing: the next start fetches it, paid once',
  { tag: '@core' },
  async ({ app, bfl }) => {
    await app.chat.composer.chooseModel('FLUX.2 Pro')
    bfl.willMake({ isHeld: true, image: soundPng({ width: 1024, height: 1024 }) })
    const answer = await app.chat.ask(prompt)
    const id = await answer.id()
    await expect.poll(() => bfl.questions.length).toBeGreaterThan(0)

    await app.kill()
    await app.start()
    await app.chat.openLatest()
    const after = app.chat.answer(id)
    await expect(after.placeholder).toBeVisible()
    bfl.jobs[0]?.continue()
    await after.becomes('done')
    await expect(after.image(prompt)).toBeVisible()
    expect(bfl.paidRequests).toHaveLength(1)
  },
)

test('an image that is gone is told in plain words, and that it was charged', async ({ app, bfl }) => {
  await app.chat.composer.chooseModel('FLUX.2 Pro')
  bfl.files.willAnswer((exchange) => exchange.send(403, 'application/xml', '<Error/>'))
  const answer = await app.chat.ask(prompt)
  await answer.becomes('failed')
  await expect(answer.alert).toContainText('The image is gone')
  await expect(answer.alert).toHaveAttribute('data-charge', 'charged')
})
