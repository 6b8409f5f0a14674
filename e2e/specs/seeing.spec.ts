/** Images shown to text models. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures'
import { NativeMenus } from '../native-menus'
import { QuestionCard } from '../pages/question-card'
import { noisyPng } from '../stand-ins/images'

const harbor = noisyPng({ width: 80, height: 60, seed: 6 })
const lighthouse = noisyPng({ width: 60, height: 80, seed: 7 })
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer })
const asPart = (bytes: Buffer) => ({
  type: 'input_image',
  image_url: `data:image/png;base64,${bytes.toString('base64')}`,
  detail: 'auto',
})

test('an attached image goes with its question and with those that follow, and the composer says how many', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  await composer.chooseModel('GPT-6.1 Terra')
  await composer.files.setInputFiles(file('harbor.png', harbor))
  await expect(app.window.getByText('Sends 1 image,')).toBeVisible()
  const first = await app.chat.ask('What is this?')
  await first.becomes('done')
  await expect(app.window.getByText('Sends 1 image,')).toBeVisible()

  await composer.files.setInputFiles(file('lighthouse.png', lighthouse))
  await expect(app.window.getByText('Sends 2 images,')).toBeVisible()
  await (await app.chat.ask('And this?')).becomes('done')
  expect(openai.paidRequests.map(({ json }) => (json as { input: unknown }).input)).toEqual([
    [{ role: 'user', content: [{ type: 'input_text', text: 'What is this?' }, asPart(harbor)] }],
    [
      { role: 'user', content: [{ type: 'input_text', text: 'What is this?' }, asPart(harbor)] },
      { role: 'assistant', content: 'Hello from the stand-in.' },
      { role: 'user', content: [{ type: 'input_text', text: 'And this?' }, asPart(lighthouse)] },
    ],
  ])
})

test('a model that does not see gets the words of the chat, and the composer says that the images stay out', async ({
  app,
}) => {
  const { composer } = app.chat
  await composer.chooseModel('GPT-6.1 Terra')
  await composer.files.setInputFiles(file('harbor.png', harbor))
  await expect(app.window.getByText('Sends 1 image,')).toBeVisible()
  await (await app.chat.ask('What is this?')).becomes('done')
  await composer.chooseModel('Demo Text')
  await expect(app.window.getByText('Earlier images stay out: Demo Text')).toBeVisible()
  await (await app.chat.ask('And now?')).becomes('done')
})

test('an image whose file is gone costs nothing, and the answer leads to the message that it was attached to', async ({
  app,
  openai,
}) => {
  const { chat } = app
  const { composer } = chat
  const menus = await NativeMenus.watch(app)
  await composer.chooseModel('GPT-6.1 Terra')
  await composer.files.setInputFiles(file('harbor.png', harbor))
  await expect(app.window.getByText('Sends 1 image,')).toBeVisible()
  await (await app.chat.ask('What is this?')).becomes('done')
  const objects = join(app.profile.folder, 'objects')
  for (const shard of readdirSync(objects)) rmSync(join(objects, shard), { recursive: true })
  const answer = await app.chat.ask('And the boats?')
  await answer.failsWithCharge('none')
  await expect(answer.alert).toContainText('An attached image is missing')
  await expect(answer.alert.getByRole('button', { name: 'Edit prompt' })).toBeVisible()
  await expect(answer.alert.getByRole('button', { name: /^Retry/ })).toHaveCount(0)
  await expect(answer.root.getByRole('button', { name: 'Try another model' })).toHaveCount(0)
  expect(await menus.open(() => answer.root.click({ button: 'right' }))).not.toContain('Retry')
  expect(openai.paidRequests).toHaveLength(1)

  await answer.alert.getByRole('button', { name: 'Edit prompt' }).click()
  // The text of a message being edited is in a text box.
  const { root, box, send } = new QuestionCard(chat.questions.first())
  await expect(box).toBeFocused()
  await expect(box).toHaveValue('What is this?')
  await expect(root.getByRole('img', { name: 'Attached image 1. This image’s file is missing' })).toBeVisible()
  await expect(root.getByText('The file of image 1 is no longer on this computer.')).toBeVisible()
  await expect(box).toHaveAccessibleDescription(/Remove the image, or attach it again/)
  await expect(send).toBeDisabled()
  await expect(composer.message).toHaveValue('')

  // It can be replaced in place, or removed.
  const choosing = app.window.waitForEvent('filechooser')
  await root.getByRole('button', { name: 'Add images', exact: true }).click()
  await (await choosing).setFiles([file('lighthouse.png', lighthouse)])
  await expect(root.getByRole('listitem')).toHaveCount(2)
  await root.getByRole('button', { name: 'Remove', exact: true }).first().click()
  await send.click()
  await chat.lastAnswer.becomes('done')
  expect((openai.paidRequests[1]!.json as { input: unknown }).input).toEqual([
    { role: 'user', content: [{ type: 'input_text', text: 'What is this?' }, asPart(lighthouse)] },
  ])
})

test('a prompt whose image is gone comes back with it, and goes once the image is attached again', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  app.problems.expect(/404/)
  await composer.chooseModel('GPT Image 2.5 Flare')
  await composer.files.setInputFiles([file('harbor.png', harbor), file('lighthouse.png', lighthouse)])
  await expect(composer.attached.getByRole('listitem')).toHaveCount(2)
  const objects = join(app.profile.folder, 'objects')
  for (const shard of readdirSync(objects)) rmSync(join(objects, shard), { recursive: true })
  const answer = await app.chat.ask('at night')
  await answer.failsWithCharge('none')

  await answer.alert.getByRole('button', { name: 'Edit prompt' }).click()
  await expect(composer.message).toHaveValue('at night')
  await expect(composer.message).toHaveAccessibleDescription(
    /The files of images 1 and 2 are no longer on this computer/,
  )
  await composer.attached.getByRole('button', { name: 'Remove', exact: true }).last().click()
  await expect(composer.message).toHaveAccessibleDescription(/The file of image 1 is no longer on this computer/)
  await expect(composer.send).toBeDisabled()
  await composer.files.setInputFiles(file('harbor.png', harbor))
  await expect(composer.send).toBeEnabled()
  await expect(composer.attached.getByRole('listitem')).toHaveCount(1)
  await composer.send.click()
  await app.chat.lastAnswer.becomes('done')
  expect(openai.paidRequests.at(-1)!.form!.files).toHaveLength(1)
})

test('an image that the service can’t read is told as such', async ({ app, openai }) => {
  const { composer } = app.chat
  await composer.chooseModel('GPT-6.1 Terra')
  await composer.files.setInputFiles(file('harbor.png', harbor))
  await expect(app.window.getByText('Sends 1 image,')).toBeVisible()
  openai.next.fails({
    status: 400,
    code: 'invalid_value',
    param: 'input[0].content[1].image_url',
    message: 'Unreadable.',
  })
  const answer = await app.chat.ask('What is this?')
  await answer.failsWithCharge('none')
  await expect(answer.alert).toContainText('OpenAI can’t use an attached image')
})

test('"Describe this image" prepares the question for a model that sees, gives a draft back, and sends nothing by itself', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  openai.next.image({ images: [harbor], previews: [] })
  const answer = await app.chat.generate('a harbor at dawn')
  const maker = await composer.model.getAttribute('aria-label')
  await composer.message.fill('half a thought')
  await answer.choose('Describe this image (GPT-6.1')
  await expect(composer.message).toHaveValue('Describe this image in detail.')
  await expect(composer.message).toBeFocused()
  await expect(composer.model).toHaveAccessibleName(/^Model: GPT-6\.1/)
  await expect(composer.attached.getByRole('listitem')).toHaveCount(1)
  await expect(composer.estimate).toContainText('$')

  await app.window.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(composer.message).toHaveValue('half a thought')
  await expect(composer.model).toHaveAccessibleName(maker!)
  await expect(composer.attached).toHaveCount(0)
  expect(openai.paidRequests).toHaveLength(1)

  await composer.message.fill('')
  await answer.choose('Describe this image (GPT-6.1')
  await expect(composer.message).toHaveValue('Describe this image in detail.')
  await composer.message.press('Enter')
  const description = app.chat.answers.nth(1)
  await expect(description).toHaveAttribute('data-status', 'done')
  await expect(description).toContainText('Hello from the stand-in.')
  const asked = openai.paidRequests[1]?.json as { input: { content: unknown }[] }
  expect(asked.input.at(-1)?.content).toEqual([
    { type: 'input_text', text: 'Describe this image in detail.' },
    asPart(harbor),
  ])
  expect(JSON.stringify(asked).split('input_image')).toHaveLength(2)
})
