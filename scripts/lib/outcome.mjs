// The outcome of each step of `npm test`, and how it's printed.

import { readFileSync } from 'node:fs'
import path from 'node:path'

import { formatDuration } from './say.mjs'
import { projectRoot } from './script.mjs'

/** How many lines of one failure are printed: enough for a stack, too few to hide the next failure. */
const excerptLines = 40

/**
 * An outcome is `{ passed, failed, skipped, failures, flaky }`. Each entry of `failures`, and of `flaky`, the tests
 * that passed on their second try, is `{ title, details }`. A step that never ran its tests counts as one failure, so
 * that it can't go unnoticed.
 */
export function passedOnce() {
  return { ...uncounted, passed: 1 }
}

export function failedOnce(title, details) {
  return { ...uncounted, failed: 1, failures: [{ title, details }] }
}

/** An empty outcome, for steps such as the build that other steps depend on. */
export const uncounted = { passed: 0, failed: 0, skipped: 0, failures: [], flaky: [] }

/** The outcome of a check that only passes or fails, from its program's result. */
export function outcomeOfCheck(title, { code, output, timedOut }) {
  if (code === 0) return passedOnce()
  return failedOnce(title, timedOut ? `${output}\nStopped at its deadline.` : output)
}

/** The outcome of a test run, from its report as parsed by `parse` and its program's result. */
export function outcomeOfTests(title, reportFile, parse, { code, output, timedOut }) {
  if (timedOut) return failedOnce(title, `Stopped at its deadline. Its last output:\n${tail(output)}`)
  let outcome
  try {
    outcome = parse(JSON.parse(readFileSync(reportFile, 'utf8')))
  } catch (error) {
    return failedOnce(title, `No readable report (${error.message}). Its last output:\n${tail(output)}`)
  }
  // For example an error outside of any test, or no tests at all.
  const endedBadly = code !== 0 && outcome.failed === 0
  return endedBadly ? addFailure(outcome, title, tail(output)) : outcome
}

/** Reads Vitest's JSON report. A file that couldn't be loaded counts as one failed test. */
export function parseVitestReport({ testResults }) {
  const tests = testResults.flatMap((file) => file.assertionResults.map((test) => ({ file: file.name, ...test })))
  const unloadable = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const failed = tests.filter((test) => test.status === 'failed')
  return {
    ...uncounted,
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: failed.length + unloadable.length,
    skipped: tests.filter((test) => test.status !== 'passed' && test.status !== 'failed').length,
    failures: [
      ...unloadable.map((file) => ({ title: relative(file.name), details: file.message })),
      ...failed.map((test) => ({
        title: `${relative(test.file)} › ${test.fullName}`,
        details: test.failureMessages.join('\n'),
      })),
    ],
  }
}

/** Reads Playwright's JSON report. A test that passed on its second try counts as passed and is listed as flaky. */
export function parsePlaywrightReport({ stats, suites, errors }) {
  const specs = suites.flatMap((suite) => listSpecs(suite, []))
  const describe = ({ spec, titles }, results) => ({
    title: [spec.file, ...titles, spec.title].join(' › '),
    details: results
      .flatMap((result) => result?.errors ?? [])
      .map((error) => error.message ?? String(error.value))
      .join('\n'),
  })
  const lastTries = ({ spec }) => spec.tests.map((test) => test.results.at(-1))
  const failedTries = ({ spec }) => spec.tests.flatMap((test) => test.results.slice(0, -1))
  return {
    ...uncounted,
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    failures: [
      ...errors.map((error) => ({ title: 'end-to-end', details: error.message ?? '' })),
      ...specs.filter(({ spec }) => !spec.ok).map((each) => describe(each, lastTries(each))),
    ],
    flaky: specs
      .filter((each) => each.spec.ok && failedTries(each).length > 0)
      .map((each) => describe(each, failedTries(each))),
  }
}

/** Lists all tests of a Playwright report, each with the titles above it. */
export function listSpecs(suite, titles) {
  // The outermost suite is the file, which every spec already names.
  const inner = (suite.suites ?? []).flatMap((each) => listSpecs(each, [...titles, each.title]))
  return [...suite.specs.map((spec) => ({ spec, titles })), ...inner]
}

/** Adds up outcomes. */
export function sum(outcomes) {
  return outcomes.reduce(
    (total, outcome) => ({
      passed: total.passed + outcome.passed,
      failed: total.failed + outcome.failed,
      skipped: total.skipped + outcome.skipped,
      failures: [...total.failures, ...outcome.failures],
      flaky: [...total.flaky, ...outcome.flaky],
    }),
    uncounted,
  )
}

/** One line for a finished step: "unit: 132 passed, 1 failed (4.2 s)". */
export function describeStep(name, { passed, failed, skipped }, milliseconds) {
  const parts = [
    passed > 0 && `${passed} passed`,
    failed > 0 && `${failed} failed`,
    skipped > 0 && `${skipped} skipped`,
  ]
  return `${name}: ${parts.filter(Boolean).join(', ') || 'done'} (${formatDuration(milliseconds)})`
}

/** The line that ends every test run, whatever happened before. */
export function closingLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`
}

/** 0 if something ran and nothing failed, else 1. */
export function exitCode({ passed, failed }) {
  return failed === 0 && passed > 0 ? 0 : 1
}

/** Formats a failure for the terminal: its title, then the beginning of its details, indented and without colors. */
export function describeFailure({ title, details }, mark = '✗') {
  const lines = withoutColours(details).trimEnd().split('\n')
  const shown = lines.slice(0, excerptLines)
  if (lines.length > shown.length) shown.push(`… ${lines.length - shown.length} more lines`)
  return [`${mark} ${title}`, ...shown.map((line) => `    ${line}`.trimEnd())].join('\n')
}

function addFailure(outcome, title, details) {
  return { ...outcome, failed: outcome.failed + 1, failures: [...outcome.failures, { title, details }] }
}

function tail(output) {
  return output.trimEnd().split('\n').slice(-excerptLines).join('\n')
}

function withoutColours(text) {
  // oxlint-disable-next-line no-control-regex -- escape sequences are control characters
  return text.replace(/\u001B\[[\d;]*m/g, '')
}

function relative(file) {
  return path.relative(projectRoot, file)
}
