import { expect, test as base } from '../fixtures'
import { soundPng } from '../stand-ins/images'
import { images, RECRAFT_KEY, RecraftStandIn } from '../stand-ins/recraft'

const prompt = 'a harbor at night'

const test = base.extend<{ recraft: RecraftStandIn }>({
  recraft: async ({ usualLaunch }, use) => {
    const recraft = await RecraftStandIn.start()
    // The environment creates the connection automatically.
    Object.assign(usualLaunch.env ?? {}, { RECRAFT_API_KEY: RECRAFT_KEY, RECRAFT_BASE_URL: recraft.baseUrl })
    await use(recraft)
    await recraft.stop()
  },
  app: async ({ recraft: _first, launch }, use) => {
    await use(await launch())
  },
})

test('a key in the environment makes the connection; an image shows what the service said that it costs', async ({
  app,
  recraft,
}) => {
  const { composer } = app.chat
  await composer.chooseModel('Recraft V4.1 Flash')
  await expect(composer.estimate).toContainText('$0.007')
  recraft.willAnswer(images({ images: [soundPng({ width: 1024, height: 1024 })], credits: 12 }))
  const answer = await app.chat.generate(prompt)
  await expect(answer.cost).toContainText('$0.012')
  await expect(answer.cost).toHaveAttribute('data-source', 'reported')
  expect(recraft.paidRequests.map(({ path }) => path)).toEqual(['/v1/images/generations'])

  await app.settings.open()
  const list = app.settings.root.getByRole('list', { name: 'Connections' })
  await expect(list.getByRole('listitem', { name: 'Recraft', exact: true })).toContainText('environment')
})
