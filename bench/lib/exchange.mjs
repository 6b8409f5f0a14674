// Times one prompt and its image.

import { within } from './clock.mjs'
import { imagePng } from './png.mjs'

const placeholderMs = 15_000
const imageMs = 30_000

let lastSeed = 0

/**
 * Sends a prompt in a page that is ready for one and returns `{ sendMs, imageMs, blockedMs }`: from Enter to the
 * painted placeholder while the provider is silent; from the provider's last byte to the painted image; and the longest
 * time for which main's event loop was blocked in between, which requires an observed app.
 */
export async function timeExchange(app, page, subject, provider) {
  const seed = ++lastSeed
  const imageBytes = imagePng(seed)
  const previews = [imagePng(seed + 10_000), imagePng(seed + 20_000)]
  // The floor takes the message as the image's address.
  const prompt = subject.name === 'floor' ? provider.bareAddress(`image-${seed}`) : `A measured image, number ${seed}`

  // A start that was ended right after its letter leaves a draft.
  await page.call('selectMessage')
  await page.write(prompt)
  await page.call('expectPlaceholder')
  await page.pressEnter()
  const sendMs = await within(placeholderMs, 'the placeholder', page.call('placeholder'))
  const request = await provider.nextRequest()

  await request.preview(previews)
  await page.call('expectImage', prompt)
  await app.ask('watch')
  const writtenAt = await request.finish(imageBytes)
  const paintedAt = await within(imageMs, 'the image', page.call('image'))
  return { sendMs, imageMs: paintedAt - writtenAt, blockedMs: await app.ask('blocked') }
}
