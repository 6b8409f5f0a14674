// Combines the fault table with the reports of the last test run: which row is proven, by what, and when.

import { readFileSync } from 'node:fs'
import path from 'node:path'

import { listSpecs } from './outcome.mjs'
import { inProject, projectRoot } from './script.mjs'

/** More names don't help readers, so only the number of further ones is shown. */
const mostNames = 4

/** The limit of invariant R. */
const mostBlockMs = 200

/** The path of the report that a step of `npm test` writes. */
export function reportFile(step) {
  return inProject('node_modules', '.cache', 'easel', `${step}.json`)
}

/** Lists every test that passed in the last run: `{ name, place, date }`. Throws if there was no run. */
export function passedTests() {
  return [...unitTests(read('unit')), ...endToEndTests(read('end-to-end'))]
}

/** R: the longest time that main's event loop was blocked in each case of the last run, in milliseconds, sorted. */
export function longestBlocks() {
  return read('unit')
    .testResults.flatMap((file) => file.assertionResults.map(({ meta }) => meta?.longestBlockMs))
    .filter((block) => block !== undefined)
    .sort((a, b) => a - b)
}

/** Adds each row's `proof`, the passed tests, and whether it's `open`: neither proven nor excused. */
export function judge(sections, passed) {
  return sections.map((section) => ({
    ...section,
    rows: section.rows.map((row) => {
      const proof = findTests([row.id, ...row.tests], passed)
      const missing = row.tests.filter((name) => !passed.some((test) => test.name.includes(name)))
      return { ...row, proof, missing, isOpen: (proof.length === 0 && !row.notYet) || missing.length > 0 }
    }),
  }))
}

/** Adds to each promise the tests that prove it: its own, and those of its rows. */
export function judgePromises(promises, passed) {
  return promises.map(({ promise, tests = [], rows = [], notShown }) => ({
    promise,
    notShown,
    proof: findTests([...tests, ...rows], passed),
  }))
}

/** Lists the table's problems, one line each. Empty if every row is proven or excused. */
export function openRows(judged) {
  return judged
    .flatMap(({ rows }) => rows)
    .filter(({ isOpen }) => isOpen)
    .map(({ id, missing }) =>
      missing.length > 0 ? `${id}: no passing test is called “${missing.join('”, “')}”` : `${id}: no passing test`,
    )
}

/** Returns the whole page, before formatting. */
export function page(promises, judged, blocks) {
  const over = blocks.filter((block) => block > mostBlockMs).length
  return [
    '# Faults',
    '',
    'What can go wrong, what Easel promises then, and the tests that prove it. `npm run faults -- --write` generates this',
    'page from the reports of the last `npm run test:all`: only tests that passed in it count as proof.',
    '',
    'Every fault test ends with the same checks (`tests/faults/oracle.ts`). **L**: every image that arrived is in the store,',
    'byte for byte. **M**: no request was sent that the user had not asked for or that was not announced. **C**: nothing is',
    'left unsettled, and nothing is called “not charged” that may have been. **S**: the canary keys appear nowhere.',
    'The tests of the archive check **P** (the page’s database is rebuilt). **R** (main’s event loop is free) is measured in',
    'each case, without the time that the process waits for a processor. It depends on the machine, so no test fails by it.',
    `In the last run the longest block was ${blocks[blocks.length >> 1]} ms in the median case, and over ${mostBlockMs} ms in ${over} of ${blocks.length} cases.`,
    '',
    '“U” means: shown as “may have been billed”, one POST, and the user decides.',
    '',
    '## Promises',
    '',
    ...promises.flatMap(({ promise, proof, notShown }, index) => [
      `${index + 1}. ${promise}`,
      `   ${describeProof(proof, { notShown })}`,
    ]),
    '',
    ...judged.flatMap(({ title, rows }) => [
      `## ${title}`,
      '',
      '| id | when | expected | proven by | last run |',
      '|---|---|---|---|---|',
      ...rows.map(
        ({ id, when, expected, proof, notYet, notShown }) =>
          `| ${[id, when, expected, describeProof(proof, { notYet, notShown }), proof[0]?.date ?? ''].map(cell).join(' | ')} |`,
      ),
      '',
    ]),
  ].join('\n')
}

function findTests(names, passed) {
  return passed.filter((test) => names.some((name) => isNamed(test, name)))
}

/** Matches a row's id as a whole word, not the same letters inside a hash. */
function isNamed(test, name) {
  return /^[A-Z]\d\d$/.test(name) ? new RegExp(`\\b${name}\\b`).test(test.name) : test.name.includes(name)
}

function describeProof(proof, { notYet, notShown }) {
  if (proof.length === 0) return `Not promised yet: ${notYet ?? 'no passing test.'}`
  return notShown ? `${listNames(proof)}. Not shown: ${notShown}` : listNames(proof)
}

function listNames(proof) {
  const names = [...new Set(proof.map(({ name, place }) => `${name} (\`${place}\`)`))]
  const shown = names.slice(0, mostNames).join('; ')
  return names.length > mostNames ? `${shown}; and ${names.length - mostNames} more` : shown
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}

function unitTests({ startTime, testResults }) {
  return testResults.flatMap((file) =>
    file.assertionResults
      .filter(({ status }) => status === 'passed')
      .map(({ fullName }) => ({ name: fullName.trim(), place: relative(file.name), date: day(startTime) })),
  )
}

function endToEndTests({ stats, suites }) {
  return suites
    .flatMap((suite) => listSpecs(suite, []))
    .filter(({ spec }) => spec.ok && spec.tests.some(({ status }) => status === 'expected' || status === 'flaky'))
    .map(({ spec, titles }) => ({
      name: [...titles, spec.title].join(' '),
      place: path.posix.join('e2e', spec.file),
      date: day(stats.startTime),
    }))
}

function read(step) {
  return JSON.parse(readFileSync(reportFile(step), 'utf8'))
}

function relative(file) {
  return path.relative(projectRoot, file).replaceAll(path.sep, '/')
}

function day(time) {
  return new Date(time).toISOString().slice(0, 10)
}
