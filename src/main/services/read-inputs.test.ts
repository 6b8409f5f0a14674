import { expect, test } from 'vitest'
import { createParts, type InputImage, type TextTurn } from '@shared/request'
import { anInputImage } from '../../../tests/support/input-image'
import { drawMask } from '../../../tests/support/main/draw-mask'
import { NetworkAttempt } from '../../../tests/support/main/network-attempt'
import { readParts, readTurns } from './read-inputs'

test('parts keep their order, and images come with their bytes', async () => {
  const attempt = new NetworkAttempt()
  const image = attempt.addInput(Buffer.from('one'))
  const [text] = createParts('first')
  const parts = [{ type: 'image', image }, text!, { type: 'image', image }] as const
  expect(await readParts(parts, attempt)).toEqual([
    { type: 'image', image, bytes: Buffer.from('one') },
    { type: 'text', text: 'first' },
    { type: 'image', image, bytes: Buffer.from('one') },
  ])
})

test('an image that is gone rejects, and says that nothing was charged', async () => {
  await expect(readParts(createParts('words', [anInputImage()]), new NetworkAttempt())).rejects.toMatchObject({
    failure: { code: 'input-missing', charge: 'none' },
  })
})

test('images of answers are shown by the user, before the next question or at the end', async () => {
  const attempt = new NetworkAttempt()
  const image = attempt.addInput(Buffer.from('one'))
  const shown = { type: 'image', image, bytes: Buffer.from('one') }
  const turns: TextTurn[] = [
    { role: 'user', parts: createParts('draw') },
    // An image model's answer has no text.
    { role: 'assistant', parts: [{ type: 'image', image }] },
    { role: 'user', parts: createParts('why?') },
    { role: 'assistant', parts: createParts('because', [image]) },
  ]
  expect(await readTurns(turns, attempt)).toEqual([
    { role: 'user', parts: createParts('draw') },
    { role: 'user', parts: [shown, ...createParts('why?')] },
    { role: 'assistant', parts: createParts('because') },
    { role: 'user', parts: [shown] },
  ])
})

test('an answer without words and images stays', async () => {
  const turns: TextTurn[] = [{ role: 'assistant', parts: createParts('') }]
  expect(await readTurns(turns, new NetworkAttempt())).toEqual(turns)
})

test('a mask of nothing is refused for every service before anything is sent, and its number is told', async () => {
  const attempt = new NetworkAttempt()
  const image = attempt.addInput(Buffer.from('one'))
  const mask: InputImage = { ...attempt.addInput(drawMask(4, 4, () => false)), role: 'mask' }
  await expect(readParts(createParts('words', [image, mask]), attempt)).rejects.toMatchObject({
    failure: { code: 'mask-blank', charge: 'none', input: { index: 1 } },
  })
})
