import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import '@/i18n'
import { createClient } from '@/bridge/client'
import { FakeBridge } from '../../../../../../tests/support/page/fake-bridge'
import { ClientContext } from '@/bridge/use-client'
import { Markdown } from './Markdown'

// The page reads its operating system from the browser when it's loaded.
vi.hoisted(() => vi.stubGlobal('navigator', { platform: 'Linux x86_64' }))
vi.mock('./prose.css', () => ({}))

function draw(text: string, streaming = false): string {
  return renderToStaticMarkup(
    <ClientContext value={createClient(new FakeBridge())}>
      <Markdown text={text} streaming={streaming} />
    </ClientContext>,
  )
}

function render(text: string, streaming = false): string {
  const html = draw(text, streaming)
  // Without the wrapping element, the buttons, and attributes that only styles and tests read.
  return (
    html
      .replace(/^<div[^>]*>|<\/div>$/g, '')
      .replace(/ (?:class|data-[a-z-]+|title|node|dir)="[^"]*"/g, '')
      .replace(/<button.*?<\/button>/g, '')
      // Formulas are reduced to their source: they're rendered in a browser.
      .replace(/<span aria-hidden="true">(.*?)<\/span>/gs, '$1')
      .replace(/\n/g, '')
  )
}

const math = (source: string) => `<span>${source}</span>`

const cell = (text: string) => `| a |\n|---|\n| ${text} |`
const tableOf = (html: string) =>
  `<div><div tabindex="0"><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>${html}</td></tr></tbody></table></div></div>`
const CELL_WITH_DETAILS = tableOf('x <details><summary>More</summary><em>In</em></details> y')
const DETAILS_OF_A = '<details><summary>A</summary>B</details>'
const EMPHASIS = '<p><strong>a</strong> <em>b</em> <ins>c</ins> <del><strong>d</strong></del></p>'

const link = (url: string) => `<a href="${url}">${url}</a>`

test.each<[string, string, string]>([
  ['an address that ends with a bracket', 'https://example.com/a_(b).', `<p>${link('https://example.com/a_(b)')}.</p>`],
  ['a file pattern', 'all of src/*.ts', '<p>all of src/*.ts</p>'],
  ['one open star', 'a * b and **c', '<p>a * b and **c</p>'],
  ['an open underscore', 'snake_case and _x', '<p>snake_case and _x</p>'],
  ['an open backtick', 'type `x', '<p>type `x</p>'],
  ['an open link', 'see [this](https://exa', `<p>see [this](${link('https://exa')}</p>`],
  ['an open tilde', 'about ~~5', '<p>about ~~5</p>'],
  ['bold before a Japanese bracket', '**太字「強調」**です', '<p><strong>太字「強調」</strong>です</p>'],
  ['bold behind a Chinese comma', '他说：**“你好。”**然后', '<p>他说：<strong>“你好。”</strong>然后</p>'],
  ['italics in Korean', '*한국어(韓國語)*를', '<p><em>한국어(韓國語)</em>를</p>'],
  ['struck out in Japanese', '~~削除（済み）~~です', '<p><del>削除（済み）</del>です</p>'],
  ['an address before Chinese text', '见https://example.com/a。好', `<p>见${link('https://example.com/a')}。好</p>`],
  ['an address before Japanese words', 'https://example.com/aを見て', `<p>${link('https://example.com/a')}を見て</p>`],
  ['an address in Chinese brackets', '（https://example.com/a）', `<p>（${link('https://example.com/a')}）</p>`],
  ['an unencrypted address', 'http://example.com/', `<p>${link('http://example.com/')}</p>`],
  ['inline math', 'so \\(a^2 + b_1*c_1*d\\) holds', `<p>so ${math('\\(a^2 + b_1*c_1*d\\)')} holds</p>`],
  ['displayed math', '\\[x_1 = \\frac{a}{b}\\]', `<p>${math('\\[x_1 = \\frac{a}{b}\\]')}</p>`],
  ['math in dollars', 'so $a_1*b_1*c$ holds', `<p>so ${math('$a_1*b_1*c$')} holds</p>`],
  ['money', 'from $5 to $10, or *6$*', '<p>from $5 to $10, or <em>6$</em></p>'],
  ['math in bold', '**\\(n\\)-th** word', `<p><strong>${math('\\(n\\)')}-th</strong> word</p>`],
  [
    'math in a link',
    '[the $n$th](https://a.example/$x$)',
    `<p><a href="https://a.example/$x$">the ${math('$n$')}th</a></p>`,
  ],
  ['math in an indented block', 'Text\n\n    $x$', expect.stringMatching(/<p>Text<\/p>.*\$x\$/) as string],
  ['math in a tag', 'a <b title="$x$">', '<p>a &lt;b title=&quot;$x$&quot;&gt;</p>'],
  ['brackets written with care', '\\[1\\] and \\[x\\]', '<p>[1] and [x]</p>'],
  ['math in code', '`\\(a\\)`', '<p><code>\\(a\\)</code></p>'],
  ['a bracket that only looks like a note', 'the set [^a-z] or [^1]', '<p>the set [^a-z] or [^1]</p>'],
  [
    'a lone half of a character',
    'a \ud83d b [x](https://a.example/\ude00)',
    expect.stringMatching(/^<p>a \ud83d b /) as string,
  ],
  ['control characters', 'a\u0000b\u0007c\u001b[1m', '<p>a\ufffdb\u0007c\u001b[1m</p>'],
  ['an escaped star', '\\*not italic\\*', '<p>*not italic*</p>'],
  ['a line break tag', 'one<br>two<br/>three', '<p>one<br/>two<br/>three</p>'],
  ['sub and sup', 'H<sub>2</sub>O, x<sup>2</sup>', '<p>H<sub>2</sub>O, x<sup>2</sup></p>'],
  ['highlighted words', 'a <mark>useful</mark> hint', '<p>a <strong>useful</strong> hint</p>'],
  ['keys', 'Press <kbd>Ctrl</kbd>+<kbd>**C**</kbd>', '<p>Press <kbd>Ctrl</kbd>+<kbd><strong>C</strong></kbd></p>'],
  ['a tag that was not closed', 'H<sub>2O', '<p>H&lt;sub&gt;2O</p>'],
  [
    'a line break in a table',
    '| a |\n|---|\n| 1<br>2 |',
    '<div><div tabindex="0"><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1<br/>2</td></tr></tbody></table></div></div>',
  ],
  [
    'details with Markdown inside',
    '<details>\n<summary>More <b>here</b></summary>\n\nSome **bold** text\n\n</details>\n\nAfter',
    '<details><summary>More <strong>here</strong></summary><p>Some <strong>bold</strong> text</p></details><p>After</p>',
  ],
  [
    'details on one line',
    '<details><summary>More</summary>Plain text</details>',
    '<details><summary>More</summary><p>Plain text</p></details>',
  ],
  [
    'text right behind the end of details',
    '<details>\n<summary>Code</summary>\n\nInside\n</details>\nAfter **x**\n\nMore',
    '<details><summary>Code</summary><p>Inside</p></details><p>After <strong>x</strong></p><p>More</p>',
  ],
  [
    'details with nothing between the lines',
    '<details>\n<summary>S</summary>\nInside **b**\n</details>\nAfter',
    '<details><summary>S</summary><p>Inside <strong>b</strong></p></details><p>After</p>',
  ],
  [
    'details right behind each other',
    '<details>\n<summary>A</summary>\n\nOne\n</details>\n<details>\n<summary>B</summary>\n\nTwo\n</details>\n\nAfter',
    '<details><summary>A</summary><p>One</p></details><details><summary>B</summary><p>Two</p></details><p>After</p>',
  ],
  [
    'a summary with an entity',
    '<details>\n<summary><b>Salt</b> &amp; **light**</summary>\n\nText\n\n</details>',
    '<details><summary><strong>Salt</strong> &amp; <strong>light</strong></summary><p>Text</p></details>',
  ],
  ['details that are open', '<details open="open">\n\nText\n\n</details>', '<details><p>Text</p></details>'],
  ['a break on a line of its own', '<br>\nNext **bold**', '<br/><p>Next <strong>bold</strong></p>'],
  ['a break that is written as an end', 'a</br>b', '<p>a<br/>b</p>'],
  ['sub around lines', '<sub>\nsmall **b**\n</sub>', '<sub><p>small <strong>b</strong></p></sub>'],
  ['details that were not closed', '<details>\n\nText', '<details><p>Text</p></details>'],
  ['a script', 'a <script>alert(1)</script> b', '<p>a &lt;script&gt;alert(1)&lt;/script&gt; b</p>'],
  ['a tag with a script, which it loses', '<kbd onclick="x()">C</kbd>', '<p><kbd>C</kbd></p>'],
  [
    'a tag with other attributes, which say nothing here',
    'H<sub class="x">2</sub >O<br clear="all"/>b',
    '<p>H<sub>2</sub>O<br/>b</p>',
  ],
  ['emphasis by tags', '<b>a</b> <I>b</I> <u>c</u> <s>**d**</s>', EMPHASIS],
  ['breaks below each other', '<br/>\n<br/>\nText', '<br/><br/><p>Text</p>'],
  ['a rule', 'a\n\n<hr />\n\nb', '<p>a</p><hr/><p>b</p>'],
  ['details in a table', cell('x <details open><summary>More</summary>*In*</details> y'), CELL_WITH_DETAILS],
  ['details in a line', 'x <details><summary>A</summary>B</details>', `<p>x ${DETAILS_OF_A}</p>`],
  ['a lone summary in a table', cell('<summary>More</summary>'), tableOf('<strong>More</strong>')],
  ['a lone summary', '<summary>More</summary>\n\nText', '<p><strong>More</strong></p><p>Text</p>'],
  [
    'a summary with attributes and a heading',
    '<details class="x">\n<summary style="y"><h3>A</h3></summary>\nB\n</details>',
    '<details><summary>A</summary><p>B</p></details>',
  ],
  [
    'a summary with signs that are no tags',
    '<details>\n<summary>`x<y>`, 1 < 2 and 3 > 2</summary>\n\nB\n</details>',
    '<details><summary><code>x&lt;y&gt;</code>, 1 &lt; 2 and 3 &gt; 2</summary><p>B</p></details>',
  ],
  [
    'details within details on one line',
    '<details><summary>A</summary><details><summary>B</summary>x</details></details>\n\nAfter',
    '<details><summary>A</summary><details><summary>B</summary><p>x</p></details></details><p>After</p>',
  ],
  [
    'details within details that end on one line',
    '<details><summary>A</summary><details><summary>B</summary>\n\nx\n\n</details></details>\n\nAfter',
    '<details><summary>A</summary><details><summary>B</summary><p>x</p></details></details><p>After</p>',
  ],
  ['a tag that isn’t known', 'a <span style="x">b</span>', '<p>a &lt;span style=&quot;x&quot;&gt;b&lt;/span&gt;</p>'],
  ['a link that runs', '[a](javascript:alert(1))', '<p><span>a</span></p>'],
])('%s is shown as it was written', (_what, markdown, html) => {
  expect(render(markdown)).toEqual(html)
})

test('notes lead to each other, and stay where they were written', () => {
  const html = render('One[^1], two[^note].\n\n[^1]: First *note*\n[^note]: Second').replace(
    /(["#])\w*?_(?=note|reference)/g,
    '$1',
  )
  expect(html).toBe(
    '<p>One<sup><a id="reference-1" href="#note-1" aria-label="Note 1">1</a></sup>, ' +
      'two<sup><a id="reference-note" href="#note-note" aria-label="Note note">note</a></sup>.</p>' +
      '<p><a id="note-1" href="#reference-1" aria-label="Note 1, back to the text">1</a> First <em>note</em></p>' +
      '<p><a id="note-note" href="#reference-note" aria-label="Note note, back to the text">note</a> Second</p>',
  )
})

test('a number and its short unit stay in one line of a table cell', () => {
  const isWhole = (text: string): boolean => draw(cell(text)).includes('prose-amount')
  expect(['17 nmi', '≈ 1.5 kg', '**12** km/h', '$5 each', '1–2 m²'].filter((text) => !isWhole(text))).toEqual([])
  expect(['17', 'about 3 km', '3 to 4 km', '12 nautical-miles', '2 large words'].filter(isWhole)).toEqual([])
})

test('while a text streams, no sign of Markdown or of a formula is ever seen', () => {
  const text = String.raw`## Lights

It goes on with **bold and *nested* words**, ~~gone **too**~~, a **[link](https://a.example/x_(b))**, \(a_1\) and $x^2$.

- **${'`code`'}**: what it does
- [ ] task with *stars*

1. **太字**です[^1]

> quote **bold**

\[
x = 1
\]

| **Light** | ${'`h`'} |
|---|---|
| *Kõpu* | $36$ |

${'```'}ts
const a = 1
${'```'}

$$
y
$$

[^1]: A __note__.
`
  // Part by part: only the end matters.
  const prefixes = text.split('\n\n').flatMap((part) => Array.from(part, (_, end) => part.slice(0, end + 1)))
  const seen = prefixes.map((prefix) =>
    render(prefix, true)
      .replace(/<code>.*?<\/code>|<span>[^<]*<\/span>/g, '')
      .replace(/<[^>]*>/g, ''),
  )
  expect(seen.filter((shown) => /[*`~$|\\^[\]]|__|\(a|&gt;|##/.test(shown))).toEqual([])
})
