import { expect, test } from 'vitest'
import { createTitle } from './title'

test.each([
  [' A\nlighthouse  at dusk ', 'A lighthouse at dusk'],
  ['A lighthouse at dusk, gouache, wide quiet sky', 'A lighthouse at dusk, gouache, wide quiet sky'],
  [
    'A lighthouse on a basalt cliff at dusk, gouache on rough paper, wide quiet sky',
    'A lighthouse on a basalt cliff at dusk',
  ],
  ['Poster, three flat colors, a night train through the Alps at speed', 'Poster, three flat colors'],
  ['How do lighthouses work? I would like to know it in all detail.', 'How do lighthouses work'],
  ['A lighthouse on a rock in the middle of a stormy sea painted in oil', 'A lighthouse on a rock in the middle of a…'],
  [
    '一座灯塔在黄昏的海边静静地站着，天空是橙色和紫色的渐变，海浪拍打着岩石，水粉画风格，粗糙的纸张纹理和宽阔的天空',
    '一座灯塔在黄昏的海边静静地站着，天空是橙色和紫色的渐变',
  ],
  [
    'version 1.2.3 of the lens against version 1.3.0 of the same lens',
    'version 1.2.3 of the lens against version 1.3.0…',
  ],
  ['x'.repeat(200), `${'x'.repeat(47)}…`],
  [`${'x'.repeat(46)}🎨🎨🎨`, `${'x'.repeat(46)}…`],
])('%j is called %j', (prompt, title) => {
  expect(createTitle(prompt)).toBe(title)
})

test.each([
  ['\u202eevil title', 'evil title'],
  ['a\0b\u001bc', 'a b c'],
  ['one\u2028two\u2029three', 'one two three'],
  ['\ufeffHello\u200b', 'Hello'],
  ['\u2067שלום\u2069 world', 'שלום world'],
  ['half \ud83d of it', 'half of it'],
  ['👩‍🎨 at work', '👩‍🎨 at work'],
  ['می‌خواهم', 'می‌خواهم'],
  ['\u200b\u202e', '…'],
])('a title has nothing that turns the writing around or cannot be seen: %j', (prompt, title) => {
  expect(createTitle(prompt)).toBe(title)
})
