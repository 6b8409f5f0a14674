import type { Locator, Page } from '@playwright/test'

/**
 * What the window shows about costs besides the answers: the total above, the banner below, the question before
 * sending.
 */
export class Spending {
  readonly banner: Locator
  readonly raiseCap: Locator
  readonly dismissBanner: Locator
  readonly total: Locator
  readonly panel: Locator
  readonly question: Locator
  readonly send: Locator
  readonly cancel: Locator

  constructor(page: Page) {
    this.banner = page.getByRole('status', { name: 'Budget', exact: true })
    this.raiseCap = this.banner.getByRole('button', { name: 'Raise the cap…', exact: true })
    this.dismissBanner = this.banner.getByRole('button', { name: 'Hide until tomorrow', exact: true })
    this.total = page.getByTestId('today-total')
    this.panel = page.getByRole('dialog', { name: 'Spending', exact: true })
    this.question = page.getByRole('alertdialog')
    this.send = this.question.getByRole('button', { name: /^Send for about \$/ })
    this.cancel = this.question.getByRole('button', { name: 'Cancel', exact: true })
  }
}
