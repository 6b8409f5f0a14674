import type { Locator, Page } from '@playwright/test'

/** What stands in the window when the page itself cannot: what is said, and the way back. */
export class RecoveryPage {
  readonly root: Locator
  /** A link on the page that main shows, a button on the one that the page draws. */
  readonly reload: Locator

  constructor(page: Page) {
    this.root = page.getByRole('alert')
    this.reload = this.root.getByRole('link', { name: 'Reload' }).or(this.root.getByRole('button', { name: 'Reload' }))
  }
}
