import type { Locator, Page } from '@playwright/test'

/** Drops files on the window, or a part of it, as a drag from outside does. */
export async function dropFiles(
  target: Page | Locator,
  ...files: readonly { readonly name: string; readonly bytes: Buffer }[]
): Promise<void> {
  const place = 'goto' in target ? target.locator('body') : target
  const given = files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') }))
  const dataTransfer = await place.page().evaluateHandle((list) => {
    const data = new DataTransfer()
    for (const { name, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      data.items.add(new File([bytes], name))
    }
    return data
  }, given)
  await place.dispatchEvent('dragover', { dataTransfer })
  await place.dispatchEvent('drop', { dataTransfer })
}

/** The same with a file on disk; the others exist only in memory. */
export async function dropFileAt(page: Page, path: string): Promise<void> {
  await page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.id = 'dropped'
    document.body.append(input)
  })
  await page.setInputFiles('#dropped', path)
  const dataTransfer = await page.evaluateHandle(() => {
    const data = new DataTransfer()
    const input = document.querySelector<HTMLInputElement>('#dropped')!
    data.items.add(input.files![0]!)
    input.remove()
    return data
  })
  await page.dispatchEvent('body', 'drop', { dataTransfer })
}
