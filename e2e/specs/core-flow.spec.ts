import { expect, test } from '../fixtures'
import { findBytesInRows, readRows } from '../database'
import { OPENAI_KEY } from '../stand-ins/openai'
import { noisyPng } from '../stand-ins/images'

const prompt = 'a lighthouse at dusk, gouache'

test(
  'a prompt becomes a placeholder at once, then previews, then an image in the same place',
  { tag: '@core' },
  async ({ app, openai }) => {
    const stalled = openai.next.stallsBeforeHeaders()
    const { chat } = app

    const answer = await chat.ask(prompt)
    await answer.becomes('streaming')
    await expect(answer.placeholder).toBeVisible()
    await expect(chat.questions.last()).toContainText(prompt)
    await expect(answer.stop).toBeVisible()
    await expect(chat.composer.message).toHaveValue('')
    const placeholderBox = await answer.placeholder.boundingBox()
    expect(placeholderBox!.width / placeholderBox!.height).toBeCloseTo(1, 2)

    await stalled.stalled
    stalled.continue()

    await answer.becomes('done')
    await expect(answer.image(prompt)).toBeVisible()
    expect(await answer.image(prompt).boundingBox()).toEqual(placeholderBox)
    await expect(answer.placeholder).toHaveCount(0)
    await expect(answer.stop).toHaveCount(0)
    expect(openai.paidRequests).toHaveLength(1)
  },
)

test('previews sharpen in the box that the image will have', { tag: '@core' }, async ({ app, openai }) => {
  const afterFirst = openai.next.stallsAfterPreview(1)
  const answer = await app.chat.ask(prompt)
  await afterFirst.stalled

  await expect(answer.preview).toBeVisible()
  await answer.becomes('streaming')
  const box = await answer.placeholder.boundingBox()
  afterFirst.continue()

  await expect(answer.image(prompt)).toBeVisible()
  await expect(answer.preview).toHaveCount(0)
  expect(await answer.image(prompt).boundingBox()).toEqual(box)
})

test('a wide image gets a wide placeholder and moves nothing when it arrives', async ({ app, openai }) => {
  const { chat } = app
  await chat.composer.chooseOption('Size', '1536x1024')
  const stalled = openai.next.stallsAfterPreview(0)

  const answer = await chat.ask(prompt)
  const box = await answer.placeholder.boundingBox()
  expect(box!.width / box!.height).toBeCloseTo(1.5, 2)
  await stalled.stalled
  stalled.continue()

  await expect(answer.image(prompt)).toBeVisible()
  expect(await answer.image(prompt).boundingBox()).toEqual(box)
  expect((await stalled.request).json).toMatchObject({ size: '1536x1024' })
})

test(
  'OpenAI is asked exactly once, with the key and exactly these parameters',
  { tag: '@core' },
  async ({ app, openai }) => {
    await app.chat.generate(prompt)

    expect(openai.paidRequests.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /v1/images/generations'])
    expect(openai.paidRequests[0]!.headers.authorization).toBe(`Bearer ${OPENAI_KEY}`)
    expect(openai.paidRequests[0]!.json).toEqual({
      model: 'gpt-image-2.5-flare',
      prompt,
      n: 1,
      size: '1024x1024',
      quality: 'medium',
      output_format: 'png',
      stream: true,
      partial_images: 2,
    })
  },
)

test(
  'chosen options reach OpenAI, and the image is kept in its own format',
  { tag: '@core' },
  async ({ app, openai, profile, blob }) => {
    const { chat } = app
    await chat.composer.chooseModel('GPT Image 2.6 Sunburst')
    await chat.composer.chooseOption('Quality', 'high')
    await chat.composer.chooseOption('Format', 'webp')
    await chat.composer.chooseOption('Background', 'transparent')
    await chat.composer.setNumber('Compression', 80)
    await chat.composer.setNumber('Previews', 0)

    const answer = await chat.generate(prompt)

    expect(openai.paidRequests[0]!.json).toEqual({
      model: 'gpt-image-2.6-sunburst',
      prompt,
      n: 1,
      size: '1024x1024',
      quality: 'high',
      output_format: 'webp',
      output_compression: 80,
      background: 'transparent',
      stream: true,
      partial_images: 0,
    })
    expect((await profile.objects()).map(({ extension }) => extension)).toEqual(['webp'])
    await answer.uploadBecomes('uploaded')
    expect([...blob.blobs.keys()]).toEqual([`chat-images/${await answer.id()}.webp`])
  },
)

test(
  'the image is kept on disk and in Blob, byte for byte, and recorded without any bytes',
  { tag: '@core' },
  async ({ app, openai, blob, profile }) => {
    const image = noisyPng()
    openai.next.image({ images: [image] })

    const answer = await app.chat.generate(prompt)

    const id = await answer.id()
    expect(await profile.holds(image)).toBe(true)
    await answer.uploadBecomes('uploaded')
    expect(blob.uploads.map(({ query }) => query)).toEqual([{ pathname: `chat-images/${id}.png` }])
    expect(blob.uploads[0]!.headers).toMatchObject({ 'x-vercel-blob-access': 'public', 'x-add-random-suffix': '0' })
    expect(blob.blobs.get(`chat-images/${id}.png`)?.bytes.equals(image)).toBe(true)

    // The rows are written after the screen changes.
    await expect
      .poll(async () => JSON.stringify(await readRows(app.window, 'attachments')))
      .toContain(blob.getUrl(`chat-images/${id}.png`))
    await expect
      .poll(() => readRows(app.window, 'messages'))
      .toContainEqual(expect.objectContaining({ id, status: 'done' }))
    const [attachment, ...otherAttachments] = await readRows(app.window, 'attachments')
    expect(otherAttachments).toEqual([])
    expect(await readRows(app.window, 'messageAttachments')).toEqual([
      expect.objectContaining({ messageId: id, attachmentId: attachment!['id'] }),
    ])
    expect(await findBytesInRows(app.window)).toEqual([])
  },
)

test('the answer says what it cost, from what OpenAI counted', { tag: '@core' }, async ({ app }) => {
  await expect(app.chat.composer.estimate).toContainText('$0.0')

  const answer = await app.chat.generate(prompt)

  // (439 + 2 x 100) output tokens at $30 and 8 prompt tokens at $5 per million: $0.01921.
  await expect(answer.cost).toHaveText('$0.019')
  await expect(answer.facts).toContainText('$0.019  ·  computed')
})

test(
  'a cost that OpenAI does not tell is shown as an estimate, never as nothing',
  { tag: '@core' },
  async ({ app, openai }) => {
    openai.next.image({ usage: null })

    const answer = await app.chat.generate(prompt)

    await expect(answer.cost).toHaveText('Cost not reported (≈ $0.019)')
  },
)

test('several images come as several attachments of one answer', async ({ app, blob, profile }) => {
  await app.chat.composer.setNumber('Images', 2)

  const answer = await app.chat.ask(prompt)
  await answer.becomes('done')

  await expect(answer.image(prompt)).toHaveCount(2)
  const id = await answer.id()
  await expect
    .poll(() => [...blob.blobs.keys()].toSorted())
    .toEqual([`chat-images/${id}-2.png`, `chat-images/${id}.png`])
  expect(await profile.objects()).toHaveLength(2)
  await expect.poll(() => readRows(app.window, 'messageAttachments')).toHaveLength(2)
})

test('a compatible server that ignores streaming still gives an image', async ({ app, openai }) => {
  openai.next.answersPlainJson()

  await app.chat.generate(prompt)
})
