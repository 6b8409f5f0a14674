/**
 * What went wrong behind a test's back: errors on the page's console (violations of the content security policy are
 * among them), exceptions nobody caught, in the page and in the main process. A test that ends with any has failed.
 */
import type { ElectronApplication, Page } from '@playwright/test'

const MAIN_FAILED =
  /uncaught|unhandled|not handled|failed unexpectedly|A JavaScript error occurred in the main process/i

export class Problems {
  readonly #seen: string[] = []
  readonly #expected: RegExp[] = []

  /** Problems like this belong to the test. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern)
  }

  get unexpected(): readonly string[] {
    return this.#seen.filter((problem) => !this.#expected.some((pattern) => pattern.test(problem)))
  }

  /** For the end: what the app itself wrote down about bugs. */
  readLog(log: string): void {
    for (const line of log.split('\n')) {
      if (MAIN_FAILED.test(line)) this.#seen.push(`log: ${line}`)
    }
  }

  watchPage(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') this.#seen.push(`page console: ${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', (error) => this.#seen.push(`page exception: ${error.stack ?? error.message}`))
    page.on('crash', () => this.#seen.push('page crashed'))
  }

  watchMain(electron: ElectronApplication): void {
    const watch = (chunk: Buffer) => {
      const text = chunk.toString('utf8')
      if (MAIN_FAILED.test(text)) this.#seen.push(`main process: ${text.trim()}`)
    }
    electron.process().stdout?.on('data', watch)
    electron.process().stderr?.on('data', watch)
    electron.on('console', (message) => {
      if (MAIN_FAILED.test(message.text())) this.#seen.push(`main process: ${message.text()}`)
    })
  }
}
