import { expect, test } from 'vitest'
import { closeOpen } from './close-open'

const LINK = '](streamdown:incomplete-link)'

test.each([
  ['One **bo', 'One **bo**'],
  ['One **bold', 'One **bold**'],
  ['One **bold ', 'One **bold**'],
  ['One **', 'One '],
  ['One **bold*', 'One **bold**'],
  ['One **bold** and', 'One **bold** and'],
  ['**bold and *ne', '**bold and *ne***'],
  ['**bold and *nested* in', '**bold and *nested* in**'],
  ['*it and **bo', '*it and **bo***'],
  ['***both', '***both***'],
  ['- **`co', '- **`co`**'],
  ['- **`', '- '],
  ['- **`code`', '- **`code`**'],
  ['- **`code`**: te', '- **`code`**: te'],
  ['~~gone **b', '~~gone **b**~~'],
  ['__under _x', '__under _x___'],
  ['**bold and [li', `**bold and [li${LINK}**`],
  ['see [**li', `see [**li**${LINK}`],
  ['**[li', `**[li${LINK}**`],
  ['[link](https://a.example/x_(b)', `[link${LINK}`],
  ['[link](https://a.example/x_(b))', '[link](https://a.example/x_(b))'],
  ['[link](https://a.example) (and', '[link](https://a.example) (and'],
  ['a **[link]', `a **[link${LINK}**`],
  ['- [x]', '-'],
  ['- [ ] ', '-'],
  ['- [ ] ta', '- [ ] ta'],
  ['他说：**你好', '他说：**你好**'],
  ['all of src/*.ts and more', 'all of src/*.ts and more'],
  ['a * b and 5 * 3', 'a * b and 5 * 3'],
  ['snake_case and _x', 'snake_case and _x_'],
  ['**one\n\ntwo', '**one\n\ntwo'],
  ['- **one\n- two', '- **one\n- two'],
  ['| **a** | **b', '| **a** | **b**'],
  ['\\*not', '\\*not'],
  ['`a **b', '`a **b`'],
  ['``a ` b', '``a ` b``'],
  ['```ts\nconst a = `x **', '```ts\nconst a = `x **'],
  ['```ts\nconst a\n``', '```ts\nconst a'],
])('%j is shown as %j while it streams', (block, closed) => {
  expect(closeOpen(block)).toBe(closed)
})
