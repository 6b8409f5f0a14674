// The steps of `npm run check` and `npm test`. Each runs to its end and returns an outcome; none stops the others.

import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'

import { provideBuild } from './build.mjs'
import { withDisplays } from './display.mjs'
import { withoutAccounts } from './environment.mjs'
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
import { sections } from './fault-table/index.mjs'
import { judge, openRows, passedTests, reportFile } from './faults.mjs'
import { say } from './say.mjs'
import { Stop } from './script.mjs'
import { runTool } from './tool.mjs'

const minutes = 60_000

/*
 * Each test has its own deadline, so these only end a run that hangs. On two idle cores the runs take about 5 and, with
 * all end-to-end tests, 40 minutes; on busy ones they have taken twice as long.
 */
const UNIT_MS = 25 * minutes
const END_TO_END_MS = 75 * minutes

/** The steps that need no Electron. A thorough run tries more of what is swept or drawn at random. */
export function createStaticSteps({ isThorough }) {
  return [
    { name: 'types', run: () => check('types', ['typescript', 'tsc'], ['--build']) },
    { name: 'lint', run: () => check('lint', ['oxlint'], ['--deny-warnings', '--ignore-path', '.gitignore']) },
    { name: 'format', run: () => check('format', ['oxfmt'], ['--check']) },
    { name: 'unit', run: () => runUnitTests(isThorough ? 'thorough' : 'quick') },
  ]
}

/**
 * The steps that need Electron. The tests of the built app also run on an old build, but not without one. A thorough run
 * has all of them; any other, those tagged @core: what must never break (the way from prompt to image, what was paid for,
 * the data of earlier versions, keys), the rows of the fault table that only the built app can prove, and some of each
 * large screen and service.
 */
export function createElectronSteps({ executable }, { isThorough }) {
  let isBuilt = false
  return [
    {
      name: 'build',
      run: async () => {
        await provideBuild({ announce: () => {} })
        isBuilt = true
        return uncounted
      },
    },
    {
      name: 'end-to-end',
      run: () =>
        isBuilt
          ? runEndToEndTests(executable, isThorough ? [] : ['--grep', '@core'])
          : failedOnce('end-to-end', 'Not run: there is no build.'),
    },
  ]
}

/** Runs after the tests and checks that every row of the fault table is proven or excused. */
export const faultStep = {
  name: 'faults',
  run: () => {
    const open = openRows(judge(sections, passedTests()))
    return open.length === 0 ? passedOnce() : failedOnce('fault table', open.join('\n'))
  },
}

/** Runs the steps in order, printing each, then all failures, then the closing line. Returns the exit code. */
export async function runSteps(steps) {
  const outcomes = []
  for (const step of steps) {
    const startedAt = performance.now()
    // Shows progress. The step's own line overwrites it.
    if (process.stdout.isTTY) process.stdout.write(`${step.name}: …\r`)
    const outcome = await attempt(step)
    outcomes.push(outcome)
    say(describeStep(step.name, outcome, performance.now() - startedAt))
  }
  const total = sum(outcomes)
  for (const test of total.flaky) say(`\n${describeFailure(test, 'Passed on the second try:')}`)
  for (const failure of total.failures) say(`\n${describeFailure(failure)}`)
  const isLong = total.failures.length + total.flaky.length > 0
  say(isLong ? `\n${closingLine(total)}` : closingLine(total))
  return exitCode(total)
}

/** The environment for tests of the app: no accounts, and the Electron to start. */
export function testEnvironment(executable, env = process.env) {
  return { ...withoutAccounts(env), EASEL_ELECTRON: executable }
}

async function attempt({ name, run }) {
  try {
    return await run()
  } catch (error) {
    return failedOnce(name, error instanceof Stop ? error.message : error.stack)
  }
}

async function check(title, tool, args) {
  return outcomeOfCheck(title, await runTool(tool, args, { timeoutMs: 5 * minutes }))
}

function runUnitTests(effort) {
  return withReportFile('unit', async (report) => {
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const end = await runTool(['vitest'], args, {
      env: { ...withoutAccounts(), EASEL_EFFORT: effort },
      timeoutMs: UNIT_MS,
    })
    return outcomeOfTests('unit', report, parseVitestReport, end)
  })
}

function runEndToEndTests(executable, chosen) {
  return withReportFile('end-to-end', (report) =>
    withDisplays(async (env) => {
      const end = await runTool(['@playwright/test', 'playwright'], ['test', '--reporter=list,json', ...chosen], {
        env: { ...testEnvironment(executable, env), PLAYWRIGHT_JSON_OUTPUT_FILE: report },
        timeoutMs: END_TO_END_MS,
      })
      return outcomeOfTests('end-to-end', report, parsePlaywrightReport, end)
    }),
  )
}

/** The report stays for `npm run faults`. An earlier run's report is deleted before this run starts. */
async function withReportFile(step, work) {
  const report = reportFile(step)
  await mkdir(path.dirname(report), { recursive: true })
  await rm(report, { force: true })
  return work(report)
}
