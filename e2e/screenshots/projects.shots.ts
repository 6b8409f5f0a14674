/** Projects in the sidebar. Not a test: for visual review. */
import { expect, test } from '../fixtures'
import { photographer } from './photographer'

for (const look of [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 1400, height: 900 },
  { theme: 'light', width: 480, height: 800 },
] as const) {
  test(`projects, ${look.theme} ${look.width}`, async ({ app }) => {
    const { root } = app.chat.sidebar
    for (const prompt of ['a lighthouse at dusk', 'a fox under a bridge that is rather long for one line']) {
      await app.chat.sidebar.newChat.click()
      await (await app.chat.generate(prompt)).uploadBecomes('uploaded')
    }
    for (const name of ['Harbour book', 'Verses']) {
      await root.getByRole('button', { name: 'New project' }).click()
      const form = app.window.getByRole('dialog', { name: 'New project' })
      await form.getByRole('textbox', { name: 'Name' }).fill(name)
      await form.getByRole('textbox', { name: 'Instructions' }).fill('Answer in verse.')
      await form.getByRole('button', { name: 'Create project' }).click()
      await expect(form).toHaveCount(0)
    }
    await root
      .getByRole('link')
      .last()
      .dragTo(root.getByRole('button', { name: 'Harbour book', exact: true }))
    await expect(root.getByRole('region', { name: 'Harbour book' }).getByRole('link')).toHaveCount(1)
    const shoot = await photographer(app, look)
    if (look.width < 640) await app.window.getByRole('button', { name: 'Show sidebar' }).click()
    await root.getByRole('button', { name: 'Verses', exact: true }).hover()
    await shoot('projects')
    await root.getByRole('button', { name: 'Harbour book', exact: true }).click({ button: 'right' })
    await app.window.getByRole('menuitem', { name: 'Project settings…' }).click()
    await shoot('projects-settings')
    const settings = app.window.getByRole('dialog', { name: 'Project settings' })
    await settings.getByRole('spinbutton', { name: 'Daily cap' }).fill('0.01')
    await settings.getByRole('spinbutton', { name: 'Monthly cap' }).fill('12.5')
    await settings.getByRole('button', { name: 'Save' }).scrollIntoViewIfNeeded()
    await settings.getByRole('spinbutton', { name: 'Monthly cap' }).scrollIntoViewIfNeeded()
    await shoot('projects-caps')
    await settings.getByRole('button', { name: 'Save' }).click()
    await root.getByRole('region', { name: 'Harbour book' }).getByRole('link').click()
    if (look.width < 640) await app.window.keyboard.press('Escape')
    await app.chat.composer.submit('a third one')
    await expect(app.chat.composer.refusal).toBeVisible()
    await shoot('projects-at-cap')
    if (look.width < 640) await app.window.getByRole('button', { name: 'Show sidebar' }).click()
    await root.getByRole('button', { name: 'Harbour book', exact: true }).click({ button: 'right' })
    await app.window.getByRole('menuitem', { name: 'Project settings…' }).click()
    await settings.getByText('Spent this month').scrollIntoViewIfNeeded()
    await shoot('projects-spent')
    await app.window.getByRole('button', { name: 'Cancel' }).click()
    await root.getByRole('button', { name: 'Harbour book', exact: true }).click({ button: 'right' })
    await app.window.getByRole('menuitem', { name: 'Delete project…' }).click()
    await shoot('projects-delete')
  })
}
