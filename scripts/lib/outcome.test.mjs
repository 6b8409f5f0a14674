import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

import {
  closingLine,
  describeFailure,
  describeStep,
  exitCode,
  failedOnce,
  outcomeOfCheck,
  outcomeOfTests,
  parsePlaywrightReport,
  parseVitestReport,
  passedOnce,
  sum,
  uncounted,
} from './outcome.mjs'
import { inProject } from './script.mjs'
import { aTemporaryFolder } from './temporary-folder.mjs'

function aReport(content) {
  const file = path.join(aTemporaryFolder(), 'report.json')
  writeFileSync(file, content)
  return file
}

const endedWell = { code: 0, output: '', timedOut: false }
const readCount = ({ passed, failed, skipped }) => [passed, failed, skipped]

test('the closing line adds up all steps', () => {
  const total = sum([passedOnce(), failedOnce('lint', 'unused'), { ...uncounted, passed: 40, skipped: 2 }])
  expect(closingLine(total)).toBe('41 passed, 1 failed')
})

test('only a run in which something passed and nothing failed succeeds', () => {
  expect(exitCode(passedOnce())).toBe(0)
  expect(exitCode(sum([passedOnce(), failedOnce('types', '')]))).toBe(1)
  expect(exitCode(uncounted)).toBe(1)
})

test('a check counts once, with what it printed as the reason', () => {
  expect(outcomeOfCheck('lint', endedWell)).toEqual(passedOnce())
  expect(outcomeOfCheck('lint', { code: 1, output: 'unused', timedOut: false })).toEqual(failedOnce('lint', 'unused'))
})

test("Vitest's report is counted test by test, and a file that does not load counts as one failure", () => {
  const outcome = parseVitestReport({
    testResults: [
      {
        name: inProject('src/a.test.ts'),
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'adds', failureMessages: [] },
          { status: 'failed', fullName: 'subtracts', failureMessages: ['expected 1'] },
          { status: 'pending', fullName: 'divides', failureMessages: [] },
        ],
      },
      { name: inProject('src/b.test.ts'), status: 'failed', message: 'no such module', assertionResults: [] },
    ],
  })
  expect(outcome).toEqual({
    ...uncounted,
    passed: 1,
    failed: 2,
    skipped: 1,
    failures: [
      { title: path.join('src', 'b.test.ts'), details: 'no such module' },
      { title: `${path.join('src', 'a.test.ts')} › subtracts`, details: 'expected 1' },
    ],
  })
})

test("Playwright's report is counted, with the last error of each failed test", () => {
  const spec = (title, ok, ...tries) => ({
    title,
    ok,
    file: 'chat.spec.ts',
    tests: [{ results: tries.map((errors) => ({ errors })) }],
  })
  const outcome = parsePlaywrightReport({
    stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
    errors: [],
    suites: [
      {
        title: 'chat.spec.ts',
        specs: [spec('sends', true, []), spec('scrolls', true, [{ message: 'too early' }], [])],
        suites: [{ title: 'images', specs: [spec('saves', false, [{ message: 'not visible' }])] }],
      },
    ],
  })
  expect(outcome).toEqual({
    passed: 4,
    failed: 1,
    skipped: 2,
    failures: [{ title: 'chat.spec.ts › images › saves', details: 'not visible' }],
    flaky: [{ title: 'chat.spec.ts › scrolls', details: 'too early' }],
  })
})

test('a run that ends badly although no test failed has failed', () => {
  const report = aReport('{"testResults":[]}')
  const end = { code: 1, output: 'No test files found', timedOut: false }
  expect(outcomeOfTests('unit', report, parseVitestReport, end)).toEqual(failedOnce('unit', 'No test files found'))
})

test('a run without a readable report, or past its deadline, has failed once', () => {
  expect(readCount(outcomeOfTests('unit', aReport('{'), parseVitestReport, endedWell))).toEqual([0, 1, 0])
  const late = { code: 1, output: 'hangs', timedOut: true }
  expect(readCount(outcomeOfTests('unit', aReport('{}'), parseVitestReport, late))).toEqual([0, 1, 0])
})

test('a step is told in one line', () => {
  const outcome = { ...uncounted, passed: 132, failed: 1 }
  expect(describeStep('unit', outcome, 4_200)).toBe('unit: 132 passed, 1 failed (4.2 s)')
  expect(describeStep('build', uncounted, 900)).toBe('build: done (900 ms)')
})

test('a failure is shown without colors and without burying the next', () => {
  const details = ['\u001B[31mred\u001B[39m', ...Array.from({ length: 60 }, (_, index) => `line ${index}`)].join('\n')
  const lines = describeFailure({ title: 'chat › sends', details }).split('\n')
  expect(lines.slice(0, 2)).toEqual(['✗ chat › sends', '    red'])
  expect(lines.at(-1)).toBe('    … 21 more lines')
})
