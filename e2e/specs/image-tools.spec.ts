import { expect, test as base } from '../fixtures'
import { soundPng } from '../stand-ins/images'
import { images, RECRAFT_KEY, RecraftStandIn } from '../stand-ins/recraft'

const prompt = 'a harbor at night'

const test = base.extend<{ recraft: RecraftStandIn }>({
  recraft: async ({ usualLaunch }, use) => {
    const recraft = await RecraftStandIn.start()
    Object.assign(usualLaunch.env ?? {}, { RECRAFT_API_KEY: RECRAFT_KEY, RECRAFT_BASE_URL: recraft.baseUrl })
    await use(recraft)
    await recraft.stop()
  },
  app: async ({ recraft: _first, launch }, use) => {
    await use(await launch())
  },
})

test('a click removes the background: the price is in the menu, and what was being written stays', async ({
  app,
  recraft,
}) => {
  const { composer } = app.chat
  await composer.chooseModel('Recraft V4.1 Flash')
  const made = soundPng({ width: 1024, height: 1024, seed: 3 })
  recraft.willAnswer(images({ images: [made] }))
  const answer = await app.chat.generate(prompt)
  await composer.message.fill('half a thought')

  recraft.willAnswer(images({ images: [soundPng({ width: 1024, height: 1024, seed: 4 })] }))
  await answer.choose('Remove background ($0.010, Recraft)')
  const child = app.chat.answers.nth(1)
  await expect(child).toHaveAttribute('data-status', 'done')
  await expect(child.getByTestId('message-cost')).toHaveText('$0.010')
  await expect(child.getByRole('img', { name: 'Remove background', exact: true })).toBeVisible()
  await expect(composer.message).toHaveValue('half a thought')
  await expect(composer.model).toHaveAccessibleName(/Recraft V4\.1 Flash/)
  const [, request] = recraft.paidRequests
  expect(request?.path).toBe('/v1/images/removeBackground')
  expect(request?.json).toMatchObject({ image: `data:image/png;base64,${made.toString('base64')}` })
})

test('four variations are one answer of four images', async ({ app, recraft }) => {
  await app.chat.composer.chooseModel('Recraft V4.1 Flash')
  recraft.willAnswer(images({ images: [soundPng({ width: 1024, height: 1024, seed: 3 })] }))
  const answer = await app.chat.generate(prompt)
  await answer.choose('Variations')
  const child = app.chat.answers.nth(1)
  await expect(child).toHaveAttribute('data-status', 'done')
  await expect(child.getByRole('img', { name: 'Variations', exact: true })).toHaveCount(4)
})

base('without a service that has them there are no tools', async ({ app }) => {
  const answer = await app.chat.generate(prompt)
  await answer.more.click()
  await expect(app.window.getByRole('menuitem', { name: 'Details' })).toBeVisible()
  await expect(app.window.getByRole('menuitem', { name: 'Remove background' })).toHaveCount(0)
})
