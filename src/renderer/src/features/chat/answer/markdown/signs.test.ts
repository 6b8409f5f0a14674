import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holdSign, listNotes, markSigns, readSign, restoreSigns, SIGN } from './signs'

const formulas = (markdown: string): readonly string[] =>
  (markSigns(markdown).match(SIGN) ?? [])
    .map(readSign)
    .flatMap((sign) => (sign.type === 'formula' ? [sign.source] : []))

test.each([
  ['\\(a^2\\) and \\(x\\)', ['\\(a^2\\)', '\\(x\\)']],
  ['so $a^2 + b^2 = c^2$ holds', ['$a^2 + b^2 = c^2$']],
  ['a variable $x$, the $n$th, an $n$-gon', ['$x$', '$n$', '$n$']],
  ['$f(x) = 2x + 1$ and $10$', ['$f(x) = 2x + 1$', '$10$']],
  ['($\\alpha$), „$\\beta$“, **$\\gamma$**', ['$\\alpha$', '$\\beta$', '$\\gamma$']],
  ['the triangle $ABC$ and $|x|$', ['$ABC$', '$|x|$']],
  ['角度$\\theta$です', ['$\\theta$']],
  ['$\\$5 + x_1$', ['$\\$5 + x_1$']],
  ['Text\n$$\na + b\n\n= c\n$$\nmore', ['$$\na + b\n\n= c\n$$']],
  ['inline $$x^2$$ too', ['$$x^2$$']],
  ['\\[\n- b\n= c\n\\]', ['\\[\n- b\n= c\n\\]']],
  ['- \\[ x = 1 \\]', ['\\[ x = 1 \\]']],
  ['> \\[\n> x > 1\n> \\]', ['\\[\n> x > 1\n> \\]']],
  ['| \\(|a|\\) | $|b|$ |', ['\\(|a|\\)', '$|b|$']],
  ['a `code` \\(b\\)', ['\\(b\\)']],
])('the formulas in %j are %j', (markdown, found) => {
  expect(formulas(markdown)).toEqual(found)
})

test.each([
  '$5 and $10',
  'from $5 to $10, or 20$',
  '$5-$10, $5–$10, $5/$6',
  'US$5 or A$6',
  '$20/month vs. US$ 30',
  '**$5** and **$10**',
  '$1,000 (about €900) and 6$',
  '$5 or 6$',
  '$ 5 $',
  'echo $HOME and $PATH',
  '$HOME$PATH',
  'use $(this) and $(that)',
  'https://example.com/?a=$b$&c=$d$',
  '`$x$` and ``\\(a\\)``',
  '```\n$x$\n```',
  '~~~tex\n\\[x = 1\\]\n~~~',
  '```\n$x$ \\(y\\)',
  '\\$x$ and \\\\(a\\\\)',
  '\\[1\\] Author, title, \\[x\\]',
  '\\[link = a\\](https://example.com)',
  '\\(see the note below\\)',
  '$$ is cheap and $$$ is not',
  '\\( open, $x and $$ y',
  '\\(a\n\nb\\)',
])('nothing in %j is a formula', (markdown) => {
  expect(formulas(markdown)).toEqual([])
})

test('a sign is as long as its source, and gives it back', () => {
  const pieces = [
    '$',
    '$$',
    '\\(',
    '\\)',
    '\\[',
    '\\]',
    '[^1]',
    '[^1]:',
    '`',
    '\n',
    'x',
    ' ',
    'größe',
    '5',
    '|',
    '\ud83d',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (list) => {
      const source = list.join('')
      const marked = markSigns(source)
      expect(marked.length).toBe(source.length)
      expect(restoreSigns(marked)).toBe(source)
      expect(source.startsWith(holdSign(source))).toBe(true)
    }),
  )
})

test('what a sign stands for is told', () => {
  const read = (source: string) => readSign(markSigns(source))
  expect(read('$$\nx\n$$')).toEqual({ type: 'formula', source: '$$\nx\n$$', tex: 'x', isDisplay: true })
  expect(read('\\(a\\)')).toMatchObject({ tex: 'a', isDisplay: false })
  expect(read('[^note]')).toEqual({ type: 'reference', source: '[^note]', label: 'note' })
  expect(read('[^1]:')).toEqual({ type: 'note', source: '[^1]:', label: '1' })
  expect(readSign(markSigns('> \\[\n> a\n> > b\n> \\]').slice(2))).toMatchObject({ tex: 'a\nb' })
})

test('the notes of a text are those that it explains', () => {
  expect(listNotes('One[^1] and two[^b].\n\n[^1]: First\n[^b]: Second\n\n`[^c]: code`')).toEqual(['1', 'b'])
  expect(listNotes('[^1] alone, [link]: x')).toEqual([])
})

test.each([
  ['so $x', 'so '],
  ['so $x^2 + y', 'so '],
  ['so $x$', 'so $x$'],
  ['it costs $5', 'it costs '],
  ['it costs $5 ', 'it costs $5 '],
  ['it costs $5 and', 'it costs $5 and'],
  ['the $HOME of many people', 'the $HOME of many people'],
  ['so \\', 'so '],
  ['so \\(a', 'so '],
  ['so \\(a\\) is', 'so \\(a\\) is'],
  ['so \\(this is no formula', 'so \\(this is no formula'],
  ['so:\n\n\\[\na\n\n= b', 'so:\n\n'],
  ['so:\n$$\na', 'so:\n'],
  ['a note[^', 'a note'],
  ['a note[^1', 'a note'],
  ['a note[^1] and', 'a note[^1] and'],
  ['```\nconst a = `$x', '```\nconst a = `$x'],
])('while %j streams, %j is shown', (markdown, shown) => {
  expect(holdSign(markdown)).toBe(shown)
})

test('a formula whose end never comes doesn’t hold the text for good', () => {
  const text = `\\[\n${'a + '.repeat(2_000)}`
  expect(holdSign(text)).toBe(text)
})
