import { expect, test as base } from '../fixtures'
import { aBill, FAL_KEY, FalStandIn } from '../stand-ins/fal'
import { soundPng } from '../stand-ins/images'

const prompt = 'a harbor at night'

const test = base.extend<{ fal: FalStandIn }>({
  fal: async ({ usualLaunch }, use) => {
    const fal = await FalStandIn.start()
    // The environment creates the connection automatically.
    Object.assign(usualLaunch.env ?? {}, { FAL_KEY, FAL_QUEUE_URL: fal.baseUrl, FAL_API_URL: fal.apiUrl })
    await use(fal)
    await fal.stop()
  },
  app: async ({ fal: _first, launch }, use) => {
    await use(await launch())
  },
})

test('a key in the environment makes the connection, and its models are a group of their own', async ({ app }) => {
  const models = await app.chat.composer.openModels()
  const group = models.getByRole('group', { name: 'fal', exact: true })
  for (const name of ['FLUX 3', 'FLUX 3 Klein', 'Nano Banana 2.1', 'GPT Image 2.5 Sunburst']) {
    await expect(group.getByRole('option', { name: new RegExp(`^${name}(?! Klein)`) })).toBeVisible()
  }
  await app.window.keyboard.press('Escape')

  await app.settings.open()
  const list = app.settings.root.getByRole('list', { name: 'Connections' })
  await expect(list.getByRole('listitem', { name: 'fal', exact: true })).toContainText('environment')
})

test('an image comes out of the queue, with what it cost by the price list', async ({ app, fal }) => {
  const { composer } = app.chat
  await composer.chooseModel('FLUX 3 Klein')
  await composer.chooseOption('Aspect ratio', '16:9')
  fal.willMake({ position: 1, images: [soundPng({ width: 1376, height: 768 })] })

  const answer = await app.chat.generate(prompt)
  expect(fal.paidRequests.map(({ path, json }) => [path, json])).toEqual([
    [
      '/blackforestlabs/flux-3-klein/text-to-image',
      { prompt, aspect_ratio: '16:9', resolution: '1k', output_format: 'png' },
    ],
  ])
  await expect(answer.cost).toContainText('$0.009')
  await expect(answer.cost).toHaveAttribute('data-source', 'estimated')
})

test('the cost that fal reports afterwards takes the place of the estimate, and says so', async ({ app, fal }) => {
  fal.isAdmin = true
  await app.chat.composer.chooseModel('FLUX 3 Klein')
  const answer = await app.chat.generate(prompt)
  await expect(answer.cost).toHaveAttribute('data-source', 'estimated')
  await expect(answer.facts).toContainText('$0.009  ·  estimated')
  fal.bills.push(aBill(fal.jobs[0], 0.0071))
  // The next poll only takes a while: the first ones come after seconds.
  await expect(answer.cost).toHaveAttribute('data-source', 'reported', { timeout: 40_000 })
  await expect(answer.cost).toHaveText('$0.007')
  // Visible without hovering over the price.
  await expect(answer.facts).toContainText('reported, was ≈ $0.009')
  await expect(answer.cost).toHaveAttribute('title', 'Reported by fal, was estimated at $0.009.')
  await expect(await answer.openDetails()).toContainText('Reported by fal, was estimated at $0.009.')
  expect(fal.paidRequests).toHaveLength(1)

  const id = await answer.id()
  await app.restart()
  await app.chat.openLatest()
  const after = app.chat.answer(id)
  await expect(after.cost).toHaveAttribute('data-source', 'reported')
})

test('a kill in the queue costs nothing: the next start fetches the image, paid once', async ({ app, fal }) => {
  await app.chat.composer.chooseModel('FLUX 3 Klein')
  fal.willMake({ holdsAt: 'IN_QUEUE', position: 2, images: [soundPng({ width: 1024, height: 1024 })] })
  const answer = await app.chat.ask(prompt)
  const id = await answer.id()
  await expect(answer.placeholder).toContainText('In line: 2 jobs ahead')

  await app.kill()
  await app.start()
  await app.chat.openLatest()
  const after = app.chat.answer(id)
  await expect(after.placeholder).toContainText('In line: 2 jobs ahead')
  fal.jobs[0]?.continue()
  await after.becomes('done')
  await expect(after.image(prompt)).toBeVisible()
  expect(fal.paidRequests).toHaveLength(1)
})

test(
  'Stop in the queue cancels the job, and the answer says that nothing was charged',
  { tag: '@core' },
  async ({ app, fal }) => {
    await app.chat.composer.chooseModel('FLUX 3 Klein')
    fal.willMake({ holdsAt: 'IN_QUEUE', position: 2 })
    const answer = await app.chat.ask(prompt)
    await expect(answer.placeholder).toContainText('In line: 2 jobs ahead')
    await answer.stop.click()
    await expect(answer.root).toContainText('Not charged')
    expect(fal.jobs[0]?.isCanceled).toBe(true)
  },
)
