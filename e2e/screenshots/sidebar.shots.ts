/** Chats with and without images in the sidebar. Not a test: for visual review. */
import { expect, test } from '../fixtures'
import { photographer } from './photographer'

test.use({ keys: { openai: false, blob: false } })

for (const look of [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 900, height: 600 },
  { theme: 'light', width: 480, height: 800 },
] as const) {
  test(`sidebar, ${look.theme} ${look.width}`, async ({ app }) => {
    const { root, newChat } = app.chat.sidebar
    const prompts = ['a lighthouse at dusk', 'a fox under a bridge that is rather long for one line', 'a jar of nails']
    for (const prompt of prompts) {
      await newChat.click()
      await app.chat.generate(prompt)
    }
    await newChat.click()
    await app.chat.composer.chooseModel('Demo Text')
    await (await app.chat.ask('What makes a good caption for a gallery wall?')).becomes('done')
    const shoot = await photographer(app, look)
    if (look.width < 640) await app.window.getByRole('button', { name: 'Show sidebar' }).click()
    await expect(root.locator('li img')).toHaveCount(prompts.length)
    await root.getByRole('link').nth(2).focus()
    await shoot('sidebar-images')
  })
}
