/** The message box appears before the app, and what is typed into it is kept. */
import type { EaselApp } from '../app'
import { expectAccessible } from '../axe'
import { expect, test } from '../fixtures'
import { RecoveryPage } from '../pages/recovery-page'

/**
 * Reloads the page but holds back the app's code, so that there's only the early box. Returns a function that releases
 * it.
 */
async function holdApp(app: EaselApp): Promise<() => Promise<void>> {
  await app.electron.evaluate(({ session }) => {
    const held: (() => void)[] = []
    session.defaultSession.webRequest.onBeforeRequest({ urls: ['easel://*/*'] }, ({ url }, answer) => {
      if (/\/first-[^/]+\.js$/.test(url)) held.push(() => answer({}))
      else answer({})
    })
    Object.assign(globalThis, { letGo: () => held.splice(0).forEach((go) => go()) })
  })
  await app.window.reload()
  await expect(app.window.locator('#early-box')).toBeFocused()
  return () =>
    app.electron.evaluate(({ session }) => {
      session.defaultSession.webRequest.onBeforeRequest(null)
      ;(globalThis as unknown as { letGo(): void }).letGo()
    })
}

test('what is typed before the app is there stands in its box, in the same place', async ({ app }) => {
  for (const width of [1_400, 900, 480]) {
    await app.resize(width, 800)
    const letGo = await holdApp(app)
    const { message } = app.chat.composer
    await message.pressSequentially('a heron')
    const place = await message.boundingBox()
    await letGo()
    await app.chat.isReady()
    await expect(app.window.locator('#early-box')).toHaveCount(0)
    await expect(message).toHaveValue('a heron')
    await expect(message).toBeFocused()
    const { x, height } = (await message.boundingBox())!
    expect({ x, height }).toEqual({ x: place!.x, height: place!.height })
    await message.fill('')
  }
})

test('Enter sends what was typed before the app is there, once, as soon as it is known what answers', async ({
  app,
  openai,
}) => {
  const letGo = await holdApp(app)
  await app.chat.composer.message.pressSequentially('a heron in the reeds')
  await app.chat.composer.message.press('Enter')
  await app.chat.composer.message.press('Enter')
  await letGo()
  await app.chat.lastAnswer.becomes('done')
  await expect(app.chat.questions).toHaveText(/a heron in the reeds/)
  await expect(app.chat.composer.message).toHaveValue('')
  expect(openai.paidRequests).toHaveLength(1)
})

test('an early Enter sends nothing that could not be seen: an earlier draft, or attached images', async ({
  app,
  openai,
}) => {
  await app.chat.generate('a heron in the reeds')
  const { message } = app.chat.composer
  await message.fill('at night')
  await expect.poll(() => app.profile.text('session.json')).toMatch(/at night/)
  const letGo = await holdApp(app)
  await message.pressSequentially(', in the rain')
  await message.press('Enter')
  await letGo()
  await app.chat.isReady()
  await expect(message).toHaveValue('at night, in the rain')

  await message.fill('')
  await app.chat.lastAnswer.editImage.click()
  await expect(app.chat.composer.attached.getByRole('listitem')).toHaveCount(1)
  await expect.poll(() => app.profile.text('session.json')).toMatch(/"attached":\{"[^"]+":\[\{/)
  const letGoAgain = await holdApp(app)
  await message.pressSequentially('make it blue')
  await message.press('Enter')
  await letGoAgain()
  await app.chat.isReady()
  await expect(app.chat.composer.attached.getByRole('listitem')).toHaveCount(1)
  await expect(message).toHaveValue('make it blue')
  await expect(app.chat.composer.send).toBeEnabled()
  expect(openai.paidRequests).toHaveLength(1)
})

test('the early box can be used by everyone', async ({ app }) => {
  await holdApp(app)
  await expectAccessible(app, 'early box')
})

test('an app whose code is missing ends in the recovery page', async ({ app }) => {
  app.problems.expect(/first-.*\.js|dynamically imported module/)
  await app.electron.evaluate(({ session }) =>
    session.defaultSession.webRequest.onBeforeRequest({ urls: ['easel://*/*'] }, ({ url }, answer) =>
      answer({ cancel: /\/first-[^/]+\.js$/.test(url) }),
    ),
  )
  await app.window.reload()
  await expect(new RecoveryPage(app.window).root).toContainText('safe on this computer')
})
