/**
 * The README's images: `EASEL_SCREENSHOTS=docs/images npx playwright test -c e2e/screenshots readme`. They show
 * landscapes by Demo Image; if another model's name is shown, its stand-in returned one of them.
 */
import { expect, test } from '../fixtures'
import { photographer, type Look } from './photographer'

const light: Look = { theme: 'light', width: 1280, height: 800 }
const dark: Look = { theme: 'dark', width: 1280, height: 800 }

const SHAPES = ['1024x1024', '1536x1024', '1024x1536'] as const
const PROMPTS = [
  'Night train crossing a valley, travel poster',
  'Green hills in the morning mist',
  'Desert mountains before a storm',
  'A fjord in the blue hour',
  'Terraced fields at harvest time',
  'A mountain lake at dawn, soft light, mist over the water',
]

/** Whether a PNG is square. */
const isSquare = (png: Buffer): boolean => png.readUInt32BE(16) === png.readUInt32BE(20)

test('README', async ({ app, openai }) => {
  const { chat, maskEditor } = app
  const { composer } = chat
  await composer.chooseModel('Demo Image')
  for (const [index, prompt] of PROMPTS.entries()) {
    await chat.sidebar.newChat.click()
    await composer.chooseOption('Size', SHAPES[index % SHAPES.length]!)
    await (await chat.ask(prompt)).becomes('done')
  }
  const squares = (await app.profile.objects()).map(({ bytes }) => bytes).filter((bytes) => isSquare(bytes))

  const answer = chat.lastAnswer
  const thumbnails = chat.sidebar.root.locator('img').or(composer.editLast.locator('img'))
  const countLoaded = () =>
    thumbnails.evaluateAll((images) => images.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length)
  await expect.poll(countLoaded).toBe(PROMPTS.length + 1)
  for (const look of [light, dark]) await (await photographer(app, look))('chat')

  await answer.image(PROMPTS.at(-1)!).hover()
  await answer.paintMask.click()
  await maskEditor.isReady()
  await maskEditor.button('Rectangle').click()
  await maskEditor.drag([0.01, 0.01], [0.99, 0.4])
  await (
    await photographer(app, light)
  )('mask')
  await maskEditor.finish()

  await chat.sidebar.newChat.click()
  await composer.useSeveral('Demo Image', 'GPT Image 2.5 Flare', 'GPT Image 2.5 Sunburst')
  for (const bytes of squares) openai.next.image({ images: [bytes], previews: [] })
  for (const card of await chat.askSeveral('A quiet valley, painted with a broad brush', 3)) await card.becomes('done')
  await expect.poll(countLoaded).toBe(PROMPTS.length + 2)
  await (
    await photographer(app, light)
  )('several-models')

  await app.gallery.open()
  await expect(app.gallery.cells).toHaveCount(PROMPTS.length + 3)
  await (
    await photographer(app, light)
  )('gallery')
})
