/** Touch screen gestures, which a mouse can't simulate. */
import type { Locator } from '@playwright/test'

/** Moves two fingers apart, from next to an element's center to four times their distance. */
export async function spreadFingers(target: Locator): Promise<void> {
  const page = target.page()
  const box = (await target.boundingBox())!
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const session = await page.context().newCDPSession(page)
  const place = (distance: number) => [
    { x: middle.x - distance, y: middle.y, id: 1 },
    { x: middle.x + distance, y: middle.y, id: 2 },
  ]
  const [first] = place(20)
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [first!] })
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: place(20) })
  for (const distance of [35, 50, 65, 80]) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: place(distance) })
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await session.detach()
}
