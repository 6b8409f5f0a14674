/** Rich text in answers: formulas, notes, tables, code, right-to-left text: see `states.shots.ts`. */
import { createTextEnding } from '../stand-ins/text-endings'
import { expect, test } from '../fixtures'
import { photographer, type Look } from './photographer'

const looks: readonly Look[] = [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 1400, height: 900 },
  { theme: 'light', width: 480, height: 900 },
  { theme: 'dark', width: 480, height: 900 },
]

const MATH = String.raw`## How far a light is seen

The horizon is $d = \sqrt{2Rh}$ away, for an eye at the height \(h\) above the sea and the Earth's radius $R$.[^1] With refraction, sailors reckon

\[
d_{\text{nmi}} \approx 2.08\left(\sqrt{h_1} + \sqrt{h_2}\right), \qquad \frac{\partial d}{\partial h} = \frac{1.04}{\sqrt{h}}
\]

so a tower of 49 m costs nothing more, while a second lamp is $5 to $10 a night. The flux through the lens is

$$\Phi = \int_0^{2\pi}\!\int_{-\alpha}^{\alpha} I(\theta)\cos\theta\,d\theta\,d\varphi = 4\pi I_0 \sin\alpha + \sum_{k=1}^{\infty} \frac{(-1)^k}{k!}\begin{pmatrix} a_{11} & a_{12} \\ a_{21} & a_{22} \end{pmatrix}^k$$

- [x] Measure $h_1$ and $h_2$
- [ ] Ask the keeper[^2]

| Light | Height $h$ | Range |
|---|---:|---:|
| Eddystone | 49 m | $17\,\text{nmi}$ |
| Kõpu | 36 m | $26\,\text{nmi}$ |

And one that is broken: $\frac{1}{$.

[^1]: About 6,371 km. The *mean* radius is meant, and a second line of this note shows how it runs on below its own beginning.
[^2]: See https://example.com/keepers_(b).
`

const CODE = `${'```'}python
def visible_range(height: float) -> float:
    """Nautical miles, for an eye at sea level, on a clear night, with the usual refraction of the air near the water."""
    return 2.08 * height ** 0.5
${'```'}

${'```'}
no language, and short
${'```'}

> A quote with \`code\`.

שלום עולם, זה טקסט בעברית עם **הדגשה** ו־\`code\` בתוכו.

- פריט ראשון
- פריט שני

1. **太字「強調」**です。
2. An address in Chinese（https://example.com/a）。
`

for (const look of looks) {
  test(`rich text, ${look.theme} ${look.width}`, async ({ app, openai }) => {
    const shoot = await photographer(app, look)
    await app.chat.composer.chooseModel('GPT-6.1 Terra')
    openai.next.text([MATH])
    const answer = await app.chat.ask('How far is a light seen?')
    await answer.becomes('done')
    await expect(answer.root.locator('.katex').first()).toBeVisible()
    await answer.root.getByRole('heading').scrollIntoViewIfNeeded()
    await shoot('80-math')
    await answer.root.getByRole('link', { name: 'Note 2', exact: true }).click()
    await shoot('81-notes')
    openai.next.text([CODE])
    await (await app.chat.ask('And in code?')).becomes('done')
    await shoot('82-code')
    const columns = Array.from({ length: 300 }, (_, index) => index + 1)
    const row = (cells: readonly unknown[]): string => `| ${cells.join(' | ')} |\n`
    const table = [
      row(columns.map((column) => `Column ${column}`)),
      row(columns.map(() => '---')),
      ...Array.from({ length: 60 }, (_, index) => row(columns.map((column) => `cell ${index + 1}.${column}`))),
    ]
    openai.next.text(table)
    const wide = await app.chat.ask('A table of 300 columns')
    await wide.becomes('done')
    await wide.root.getByRole('table').evaluate((element) => {
      const frame = element.parentElement!
      frame.scrollTo(2_000, 500)
      frame.scrollIntoView({ block: 'start' })
    })
    await shoot('83-wide-table')
  })
}

for (const look of looks) {
  test(`how texts end, ${look.theme} ${look.width}`, async ({ app, openai }) => {
    const shoot = await photographer(app, look)
    await app.chat.composer.chooseModel('GPT-6.1 Terra')
    openai.next.streams(createTextEnding('responses', 'declined') ?? '')
    await (await app.chat.ask('How does a lens work?')).becomes('done')
    await app.chat.lastAnswer.root.getByText('Reasoning').click()
    await shoot('84-declined')
    openai.next.streams(createTextEnding('responses', 'spent') ?? '')
    await (await app.chat.ask('And at length?')).becomes('failed')
    await shoot('85-spent')
    openai.next.textThatFails(['Light, a lens, '], { code: 'server_error', message: 'The model failed.' })
    await (await app.chat.ask('And in fog?')).becomes('failed')
    await shoot('86-failed-midway')
    const stalled = openai.next.textThatStalls(['Light, a lens, '])
    const stopped = await app.chat.ask('Stop this')
    await stalled.stalled
    await stopped.stop.click()
    await stopped.becomes('cancelled')
    await shoot('87-stopped')
  })
}
