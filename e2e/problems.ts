/**
 * Collects problems during a test: errors on the page's console (including violations of the content security policy),
 * and uncaught exceptions in the page and in main. A test with any of them fails.
 */
import type { ElectronApplication, Page } from '@playwright/test'

const MAIN_FAILED =
  /uncaught|unhandled|not handled|failed unexpectedly|A JavaScript error occurred in the main process/i

export class Problems {
  readonly #seen: string[] = []
  readonly #expected: RegExp[] = []

  /** Declares that the test expects problems like this. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern)
  }

  get unexpected(): readonly string[] {
    return this.#seen.filter((problem) => !this.#expected.some((pattern) => pattern.test(problem)))
  }

  /** Called at the end of a test: adds the bugs that the app itself logged. */
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
