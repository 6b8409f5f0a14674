import { expect, test } from 'vitest'
import { makeFileName } from './file-name'

test.each([
  ['a lighthouse at dusk', 'a lighthouse at dusk.png'],
  ['../../etc/passwd', 'etc passwd.png'],
  ['  one\ntwo:three?  ', 'one two three.png'],
  ['...', 'image.png'],
  ['CON', '_CON.png'],
  ['aux. cable', '_aux. cable.png'],
  ['COM¹', '_COM¹.png'],
  ['', 'image.png'],
  ['word '.repeat(40), `${'word '.repeat(12).trim()}.png`],
  ['x'.repeat(200), `${'x'.repeat(60)}.png`],
  ['🌊'.repeat(200), `${'🌊'.repeat(50)}.png`],
])('%j becomes %j', (prompt, name) => {
  expect(makeFileName(prompt, 'png')).toBe(name)
})
