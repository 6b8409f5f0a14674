import { expect, test } from '../fixtures'

const TERRA = 'GPT-6.1 Terra'

test('a new chat keeps the text model of the one before, however it is begun, and after a restart', async ({
  app,
  openai,
}) => {
  const { chat } = app
  await chat.composer.chooseModel(TERRA)
  await (await chat.ask('How do lighthouses work?')).becomes('done')

  await app.window.keyboard.press('Control+n')
  await (await chat.ask('And in fog?')).becomes('done')
  await chat.sidebar.newChat.click()
  await expect(chat.composer.model).toHaveAccessibleName(`Model: ${TERRA}`)

  await app.restart()
  await app.chat.sidebar.newChat.click()
  await (await app.chat.ask('Since when?')).becomes('done')
  expect(openai.paidRequests.map(({ path }) => path)).toEqual(Array(3).fill('/v1/responses'))
})

test('a new chat begun from an older one keeps the model of that one', async ({ app }) => {
  const { chat } = app
  await chat.composer.chooseModel(TERRA)
  await (await chat.ask('a question')).becomes('done')
  await chat.sidebar.newChat.click()
  await chat.composer.chooseModel('GPT Image 2')
  await chat.generate('a heron')

  await chat.open('a question')
  await app.window.keyboard.press('Control+n')
  await expect(chat.composer.model).toHaveAccessibleName(`Model: ${TERRA}`)
})

test('a model that was only chosen counts as used, and a draft keeps the model chosen with it', async ({ app }) => {
  const { chat } = app
  await chat.composer.chooseModel(TERRA)
  await chat.composer.message.fill('a draft')
  await app.restart()
  await app.chat.sidebar.newChat.click()
  await expect(app.chat.composer.model).toHaveAccessibleName(`Model: ${TERRA}`)
})

test.describe('without a key', () => {
  test.use({ keys: { openai: false, blob: false } })

  test('Demo Text stays, and a first key leads those on Demo Image to the recommended model', async ({
    app,
    usualLaunch,
  }) => {
    const { chat } = app
    await chat.generate('a harbour')
    await app.restart({ env: { ...usualLaunch.env, OPENAI_API_KEY: 'sk-test-0123456789' } })
    await app.chat.sidebar.newChat.click()
    await expect(app.chat.composer.model).toHaveAccessibleName('Model: GPT Image (recommended)')

    await app.restart(usualLaunch)
    await app.chat.composer.chooseModel('Demo Text')
    await app.chat.sidebar.newChat.click()
    await expect(app.chat.composer.model).toHaveAccessibleName('Model: Demo Text')
    await app.restart()
    await app.chat.sidebar.newChat.click()
    await expect(app.chat.composer.model).toHaveAccessibleName('Model: Demo Text')
  })
})
