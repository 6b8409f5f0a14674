import { describe, expect, test } from 'vitest'
import { createParts, type Request } from '@shared/request'
import { countTokens } from '@shared/usage'
import { drawMask } from '../../../../tests/support/main/draw-mask'
import { noisyPng, soundJpeg } from '../../../../e2e/stand-ins/images'
import { anInputImage } from '../../../../tests/support/input-image'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import { gemini, openAdapter, asking, collect, serveGemini } from '../../../../tests/support/main/gemini-calls'

serveGemini()

describe('images that go with a request', () => {
  const png = noisyPng({ width: 32, height: 32, seed: 4 })
  const jpeg = soundJpeg()

  const ask = async (request: (attempt: NetworkAttempt) => Request) => {
    const attempt = new NetworkAttempt()
    return collect(openAdapter().answer(request(attempt), attempt), attempt)
  }

  test('are sent in their order, once for each image that is made', async () => {
    const { events } = await ask((attempt) => {
      const [text] = createParts('the second in the style of the first')
      const images = [attempt.addInput(png), attempt.addInput(jpeg, { format: 'jpeg' })]
      const [first, second] = images.map((image) => ({ type: 'image', image }) as const)
      return { ...asking({ count: 2 }), parts: [first!, text!, second!] }
    })
    const parts = [
      { inlineData: { mimeType: 'image/png', data: png.toString('base64') } },
      { text: 'the second in the style of the first' },
      { inlineData: { mimeType: 'image/jpeg', data: jpeg.toString('base64') } },
    ]
    expect(gemini.paidRequests.map(({ json }) => json)).toMatchObject([
      { contents: [{ role: 'user', parts }] },
      { contents: [{ role: 'user', parts }] },
    ])
    expect(events.filter(({ type }) => type === 'image')).toHaveLength(2)
    const usage = events.find((event) => event.type === 'usage')?.usage
    expect(countTokens(usage, 'imageIn')).toBe(2 * 2 * 1_090)
  })

  test('have no mask among them: the prompt says where it is', async () => {
    const mask = drawMask(32, 32, (x, y) => x >= 16 && y < 8)
    await ask((attempt) => {
      const [text] = createParts('a ship')
      const images = [attempt.addInput(png), attempt.addInput(mask, { role: 'mask' })]
      return { ...asking(), parts: [text!, ...images.map((image) => ({ type: 'image', image }) as const)] }
    })
    const [body] = gemini.paidRequests.map(({ json }) => json as { contents: [{ parts: readonly object[] }] })
    expect(body?.contents[0].parts).toEqual([
      { text: 'a ship' },
      { inlineData: { mimeType: 'image/png', data: png.toString('base64') } },
      { text: expect.stringContaining('from 50% to 100% of the width, counted from the left, and from 0% to 25%') },
    ])
  })

  test('are sent to text models, those of an answer with the next question', async () => {
    await ask((attempt) => ({
      kind: 'text',
      model: 'gemini:gemini-3.1-pro',
      turns: [
        { role: 'user', parts: createParts('Draw a harbour.') },
        { role: 'assistant', parts: createParts('', [attempt.addInput(png)]) },
        { role: 'user', parts: createParts('What is odd about it?') },
      ],
    }))
    expect(gemini.paidRequests[0]?.json).toEqual({
      contents: [
        { role: 'user', parts: [{ text: 'Draw a harbour.' }] },
        {
          role: 'user',
          parts: [
            { inlineData: { mimeType: 'image/png', data: png.toString('base64') } },
            { text: 'What is odd about it?' },
          ],
        },
      ],
    })
  })

  test('that are gone from the disk cost nothing: nothing is sent', async () => {
    const image = anInputImage()
    const parts = createParts('words', [image])
    const drawn = await ask(() => ({ ...asking(), parts }))
    const told = await ask(() => ({ kind: 'text', model: 'gemini:gemini-3.1-pro', turns: [{ role: 'user', parts }] }))
    for (const { failure, attempt } of [drawn, told]) {
      expect(failure).toMatchObject({ code: 'input-missing', charge: 'none' })
      expect(attempt.sent).toBe(0)
    }
    expect(gemini.requests).toEqual([])
  })

  test('that the service cannot read are told as such', async () => {
    const { failure } = await ask((attempt) => ({
      ...asking(),
      parts: createParts('words', [attempt.addInput(Buffer.from('BM, a bitmap'), { format: 'bmp' })]),
    }))
    expect(failure).toMatchObject({ code: 'input-rejected', charge: 'none' })
    expect(gemini.paidRequests).toHaveLength(1)
  })
})
