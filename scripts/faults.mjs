// Prints the fault table with the tests that prove each row, from the reports of the last test run. With --write, also
// writes docs/faults.md; run `npm run test:all` first, so that it names every test. Fails if a row is neither proven nor
// excused.

import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { format } from 'oxfmt'

import { promises, sections } from './lib/fault-table/index.mjs'
import { judge, judgePromises, longestBlocks, openRows, page, passedTests, reportFile } from './lib/faults.mjs'
import { say } from './lib/say.mjs'
import { inProject, runScript, Stop } from './lib/script.mjs'

await runScript(async (args) => {
  for (const step of ['unit', 'end-to-end']) {
    if (!existsSync(reportFile(step))) throw new Stop('No test report found. Run npm test first.')
  }
  const passed = passedTests()
  const judged = judge(sections, passed)
  const text = page(judgePromises(promises, passed), judged, longestBlocks())
  const target = inProject('docs', 'faults.md')
  const { code: formatted } = await format(target, text)
  if (args.includes('--write')) await writeFile(target, formatted)
  say(formatted)

  const open = openRows(judged)
  for (const line of open) say(line)
  return open.length === 0 ? 0 : 1
})
