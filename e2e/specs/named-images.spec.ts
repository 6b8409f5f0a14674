import { findViolations } from '../axe'
import { expect, test } from '../fixtures'
import { noisyPng } from '../stand-ins/images'

test('an image gets a name; @ attaches it by keyboard, and its number is sent with the name', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  const { window } = app
  const { keyboard } = window
  const shelf = window.getByRole('dialog', { name: 'Named images', exact: true })
  const list = window.getByRole('listbox', { name: 'Named images', exact: true })
  await composer.chooseModel('GPT Image 2.5 Flare')
  await composer.submit('a fox')
  const answer = window.getByRole('article', { name: 'Assistant' }).first()
  await expect(answer).toHaveAttribute('data-status', 'done')
  await answer.getByRole('img', { name: 'a fox' }).hover()
  await answer.getByRole('button', { name: 'More', exact: true }).click()
  await window.getByRole('menuitem', { name: 'Save as reference…' }).click()
  await shelf.getByRole('textbox', { name: 'Name', exact: true }).fill('a.b')
  await keyboard.press('Enter')
  await expect(shelf).toContainText('A name has only letters')
  expect(await findViolations(app)).toEqual([])
  await shelf.getByRole('textbox', { name: 'Name', exact: true }).fill('@red fox')
  await keyboard.press('Enter')
  await expect(shelf).toBeHidden()

  await app.chat.sidebar.newChat.click()
  await composer.message.pressSequentially('put @re')
  await expect(list.getByRole('option')).toHaveText(['@red-fox'])
  await expect(composer.message).toBeFocused()
  expect(await findViolations(app)).toEqual([])
  await keyboard.press('Enter')
  await expect(composer.message).toHaveValue('put @red-fox ')
  await expect(list).toBeHidden()
  await expect(composer.attached.getByRole('listitem')).toContainText('@red-fox')
  await expect(window.getByText('“@red-fox” is sent as “red-fox (image 1)”.')).toBeVisible()
  // A name typed in full is attached as well, whatever ends it; after Escape it's only a word.
  await composer.attached.getByRole('button', { name: 'Remove', exact: true }).click()
  await composer.message.fill('')
  await composer.message.pressSequentially('put @Red-fox')
  await keyboard.press('Escape')
  await keyboard.type(',')
  await expect(composer.attached).toHaveCount(0)
  // After pasting or Escape, a hint says so and still offers to attach it.
  const attach = window.getByRole('button', { name: 'Attach @red-fox', exact: true })
  await expect(attach).toBeVisible()
  await composer.message.fill('fox@red-fox')
  await expect(attach).toBeHidden()
  await composer.message.fill('two of @red-fox.')
  await expect(window.getByText('The image “@red-fox” isn’t attached')).toBeVisible()
  expect(await findViolations(app)).toEqual([])
  await attach.click()
  await expect(attach).toBeHidden()
  await expect(composer.message).toBeFocused()
  await composer.attached.getByRole('button', { name: 'Remove', exact: true }).click()
  await composer.message.fill('')
  await composer.message.pressSequentially('put @Red-fox, ')
  await expect(composer.attached.getByRole('listitem')).toContainText('@red-fox')
  await composer.attached.getByRole('button', { name: 'Remove', exact: true }).click()
  await composer.message.fill('')
  await composer.message.pressSequentially('put @red-fox ')
  await expect(composer.attached.getByRole('listitem')).toContainText('@red-fox')
  await keyboard.type('on a beach')
  await expect(composer.message).toHaveValue('put @red-fox on a beach')
  await composer.send.click()
  await expect.poll(() => openai.paidRequests.length).toBe(2)
  expect(openai.paidRequests[1]?.body.toString()).toContain('put red-fox (image 1) on a beach')
  // The question stays as typed, even after a restart.
  await expect(app.chat.question('put @red-fox on a beach').root).toBeVisible()
  await app.restart()
  const later = app.window
  const again = later.getByRole('dialog', { name: 'Named images', exact: true })
  await app.chat.composer.message.fill('@')
  await expect(later.getByRole('listbox', { name: 'Named images', exact: true }).getByRole('option')).toHaveText([
    '@red-fox',
    'Manage named images…',
  ])
  await later.keyboard.press('ArrowUp')
  await later.keyboard.press('Enter')
  await expect(again.getByRole('button', { name: 'Use @red-fox' })).toBeVisible()
  expect(await findViolations(app)).toEqual([])
  await again.getByRole('button', { name: 'Rename @red-fox' }).click()
  await again.getByRole('textbox', { name: 'Name', exact: true }).fill('fox')
  await later.keyboard.press('Enter')
  await expect(again.getByRole('button', { name: 'Use @fox', exact: true })).toBeVisible()
  await again.getByRole('button', { name: 'Remove the name @fox' }).click()
  await expect(again).toContainText('No image has a name yet.')
})

test('@ attaches a named image to a question that is edited, too, and Escape leaves only the list', async ({
  app,
  openai,
}) => {
  const { chat, window } = app
  const { keyboard } = window
  const list = window.getByRole('listbox', { name: 'Named images', exact: true })
  const shelf = window.getByRole('dialog', { name: 'Named images', exact: true })
  await chat.composer.chooseModel('GPT Image 2.5 Flare')
  await chat.generate('a fox')
  await chat.lastAnswer.choose('Save as reference…')
  await shelf.getByRole('textbox', { name: 'Name', exact: true }).fill('red fox')
  await keyboard.press('Enter')
  await expect(shelf).toBeHidden()
  await chat.sidebar.newChat.click()
  await chat.generate('a beach at noon')

  const { lastQuestion } = chat
  const attached = lastQuestion.images.getByRole('listitem')
  await lastQuestion.beginEdit()
  for (let step = 0; step < ' at noon'.length; step += 1) await keyboard.press('ArrowLeft')
  await keyboard.type(' with @re')
  // At the top of the chat there's no room above the box.
  await expect(list.getByRole('option')).toHaveText(['@red-fox'])
  await expect(list).toBeInViewport({ ratio: 1 })
  await expect(lastQuestion.box).toBeFocused()
  expect(await findViolations(app)).toEqual([])
  await keyboard.press('Escape')
  await expect(list).toBeHidden()
  await expect(lastQuestion.box).toBeFocused()
  await keyboard.press('Backspace')
  await keyboard.press('Backspace')
  await keyboard.press('Backspace')
  await keyboard.type('@re')
  await keyboard.press('Enter')
  // The cursor is after the name.
  await keyboard.type('asleep')
  await expect(lastQuestion.box).toHaveValue('a beach with @red-fox asleep at noon')
  await expect(attached).toContainText('@red-fox')
  await expect(attached.getByRole('img')).toBeInViewport({ ratio: 1 })
  await expect(lastQuestion.root).toContainText('“@red-fox” is sent as “red-fox (image 1)”.')
  // Only the question's image, none in the message box.
  await expect(chat.composer.attached).toHaveCount(1)

  await attached.getByRole('button', { name: 'Remove', exact: true }).click()
  await lastQuestion.root.getByRole('button', { name: 'Attach @red-fox', exact: true }).click()
  await expect(attached).toHaveCount(1)
  await expect(lastQuestion.box).toBeFocused()
  await attached.getByRole('button', { name: 'Remove', exact: true }).click()
  await lastQuestion.box.fill('')
  await lastQuestion.box.pressSequentially('a beach with @')
  await expect(list.getByRole('option')).toHaveText(['@red-fox', 'Manage named images…'])
  await keyboard.press('ArrowUp')
  await keyboard.press('Enter')
  await shelf.getByRole('button', { name: 'Use @red-fox', exact: true }).click()
  await expect(shelf).toBeHidden()
  await expect(lastQuestion.box).toHaveValue('a beach with @red-fox ')
  await expect(lastQuestion.box).toBeFocused()
  await expect(attached).toHaveCount(1)
  await attached.getByRole('button', { name: 'Remove', exact: true }).click()
  await lastQuestion.box.fill('')
  await lastQuestion.box.pressSequentially('a beach with @Red-fox, resting')
  await expect(attached).toHaveCount(1)
  await expect(chat.composer.attached).toHaveCount(1)
  await keyboard.press('Enter')
  await expect.poll(() => openai.paidRequests.length).toBe(3)
  expect(openai.paidRequests[2]?.path).toBe('/v1/images/edits')
  expect(openai.paidRequests[2]?.body.toString()).toContain('a beach with Red-fox (image 1), resting')
})

test('the number of a named image is the same on screen and in the request, when images are added, moved, removed and edited', async ({
  app,
  openai,
}) => {
  const { chat, window } = app
  const { composer } = chat
  const shelf = window.getByRole('dialog', { name: 'Named images', exact: true })
  const attached = composer.attached.getByRole('listitem')
  const plain = (seed: number) => noisyPng({ width: 32, height: 24, seed })
  const file = (name: string, seed: number) => ({ name, mimeType: 'image/png', buffer: plain(seed) })
  await composer.chooseModel('GPT Image 2.5 Flare')
  openai.next.image({ images: [plain(9)], previews: [] })
  await chat.generate('a fox')
  await chat.lastAnswer.choose('Save as reference…')
  await shelf.getByRole('textbox', { name: 'Name', exact: true }).fill('fox')
  await window.keyboard.press('Enter')
  await expect(shelf).toBeHidden()
  await chat.sidebar.newChat.click()
  const isSentAs = (number: number) => window.getByText(`“@fox” is sent as “fox (image ${number})”.`)

  await composer.files.setInputFiles([file('one.png', 1), file('two.png', 2)])
  await expect(attached).toHaveCount(2)
  await composer.message.pressSequentially('a hat for @fox')
  await window.getByRole('option', { name: 'fox' }).click()
  await expect(isSentAs(3)).toBeVisible()
  await attached.nth(0).getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(isSentAs(2)).toBeVisible()
  await attached.nth(1).getByRole('button', { name: 'Move earlier', exact: true }).click()
  await expect(isSentAs(1)).toBeVisible()
  await composer.files.setInputFiles([file('three.png', 3)])
  await expect(attached).toHaveCount(3)
  await attached.nth(1).getByRole('button', { name: 'Move earlier', exact: true }).click()
  await expect(isSentAs(2)).toBeVisible()
  await composer.send.click()
  await chat.lastAnswer.becomes('done')
  expect(openai.paidRequests[1]!.form!.fields['prompt']).toBe('a hat for fox (image 2)')
  expect(openai.paidRequests[1]!.form!.files.map(({ bytes }) => bytes)).toEqual([plain(2), plain(9), plain(3)])
  const question = chat.questions.last()
  await expect(question.getByRole('img')).toHaveCount(3)

  // The same while editing the question.
  const { lastQuestion } = chat
  await lastQuestion.beginEdit()
  const edited = lastQuestion.images.getByRole('listitem')
  await expect(lastQuestion.root).toContainText('“@fox” is sent as “fox (image 2)”.')
  await edited.nth(0).getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(lastQuestion.root).toContainText('“@fox” is sent as “fox (image 1)”.')
  await lastQuestion.send.click()
  await chat.lastAnswer.becomes('done')
  expect(openai.paidRequests[2]!.form!.fields['prompt']).toBe('a hat for fox (image 1)')
  expect(openai.paidRequests[2]!.form!.files.map(({ bytes }) => bytes)).toEqual([plain(9), plain(3)])
})

test('a named image that is chosen within a prompt leaves the cursor behind its name', async ({ app }) => {
  const { composer } = app.chat
  const { keyboard } = app.window
  const shelf = app.window.getByRole('dialog', { name: 'Named images', exact: true })
  await app.chat.generate('a fox')
  await app.chat.lastAnswer.choose('Save as reference…')
  await shelf.getByRole('textbox', { name: 'Name', exact: true }).fill('fox')
  await keyboard.press('Enter')
  await expect(shelf).toBeHidden()
  await composer.message.fill('on a beach')
  await keyboard.press('Home')
  await keyboard.type('@f')
  await expect(app.window.getByRole('listbox', { name: 'Named images', exact: true }).getByRole('option')).toHaveCount(
    1,
  )
  await keyboard.press('Enter')
  await keyboard.type('asleep ')
  await expect(composer.message).toHaveValue('@fox asleep on a beach')
})
