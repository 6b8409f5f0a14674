import { expect, test } from 'vitest'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { parsers } from './parsers'

const id = (number: number): string => `0192f0c1-2b3c-7d4e-8f50-a1b2c3d4e5f${number}`

function startImage(text: string) {
  return () =>
    parsers['runs.start']({
      id: id(1),
      place: { chatId: id(2), chatTitle: 'Chat', question: { id: id(3), parentId: null, text } },
      request: {
        kind: 'image',
        model: 'demo:image',
        parts: [{ type: 'text', text }],
        options: DEFAULT_IMAGE_OPTIONS,
      },
    })
}

test('a prompt that shows nothing is refused before anything is paid', () => {
  expect(startImage('a fox')).not.toThrow()
  expect(startImage('\u200b\u2060 ')).toThrow('parts')
})
