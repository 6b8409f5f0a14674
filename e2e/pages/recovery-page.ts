import type { Locator, Page } from '@playwright/test'

/** Shown when the page can't be: an explanation and a way back. */
export class RecoveryPage {
  readonly root: Locator
  /** A link on main's page, a button on the page's own one. */
  readonly reload: Locator

  constructor(page: Page) {
    this.root = page.getByRole('alert')
    this.reload = this.root.getByRole('link', { name: 'Reload' }).or(this.root.getByRole('button', { name: 'Reload' }))
  }
}
