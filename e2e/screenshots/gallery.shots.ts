/** The gallery with collapsed versions, a lasso, a selection, and the export dialog: see `states.shots.ts`. */
import { expect, test } from '../fixtures'
import { ExportDialog } from '../pages/export-dialog'
import { photographer, type Look } from './photographer'

const looks: readonly Look[] = [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 900, height: 600 },
  { theme: 'light', width: 480, height: 800 },
]

test('gallery', async ({ app }) => {
  await app.chat.composer.setNumber('Images', 4)
  const answer = await app.chat.ask('a lighthouse at dusk')
  await answer.becomes('done')
  for (const look of looks) {
    const shoot = await photographer(app, look)
    await app.gallery.root.or(app.chat.composer.message).first().waitFor()
    await app.window.keyboard.press('Control+Shift+G')
    await expect(app.gallery.cells).toHaveCount(4)
    await app.gallery.folding.click()
    await expect(app.gallery.cells).toHaveCount(1)
    await shoot('88-folded')
    await app.gallery.folding.click()
    await expect(app.gallery.cells).toHaveCount(4)
    await app.window.mouse.move(look.width - 60, look.height - 60)
    await app.window.mouse.down()
    await shoot('89-lasso')
    await app.window.mouse.up()
    await app.gallery.cells.first().click()
    await app.window.keyboard.press('Control+A')
    await expect(app.gallery.tools).toContainText('4 selected')
    await shoot('90-selection')
    await app.gallery.choose('Export…')
    const dialog = new ExportDialog(app.window)
    await expect(dialog.template).toBeVisible()
    await shoot('91-export-files')
    await dialog.kind.selectOption('Contact sheet (PDF)')
    await shoot('92-export-pdf')
    await dialog.kind.selectOption('Contact sheet (PNG)')
    await shoot('93-export-png')
    await dialog.cancel.click()
    await expect(dialog.root).toHaveCount(0)
    await app.gallery.back.click()
    await expect(app.gallery.root).toHaveCount(0)
  }
})
