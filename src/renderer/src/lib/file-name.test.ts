import { expect, test } from 'vitest'
import { makeFileName } from './file-name'

test.each([
  ['a lighthouse at dusk', 'a lighthouse at dusk.png'],
  ['../../etc/passwd', 'etc passwd.png'],
  ['  one\ntwo:three?  ', 'one two three.png'],
  ['...', 'image.png'],
  ['CON', 'image.png'],
  ['', 'image.png'],
  ['word '.repeat(40), `${'word '.repeat(12).trim()}.png`],
  ['x'.repeat(200), `${'x'.repeat(60)}.png`],
])('%j becomes %j', (prompt, name) => {
  expect(makeFileName(prompt, 'png')).toBe(name)
})
