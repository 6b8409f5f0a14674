import type { Locator, Page } from '@playwright/test'

/** A single image filling the window. */
export class Lightbox {
  readonly root: Locator
  readonly image: Locator
  readonly position: Locator
  readonly close: Locator
  readonly previous: Locator
  readonly next: Locator
  readonly togglePanel: Locator
  readonly panel: Locator

  constructor(page: Page) {
    this.root = page.getByRole('dialog', { name: 'Image', exact: true })
    this.image = this.root.getByRole('img')
    this.position = this.root.getByText(/^\d+ of \d+$/)
    this.close = this.root.getByRole('button', { name: 'Close', exact: true })
    this.previous = this.root.getByRole('button', { name: 'Previous image', exact: true })
    this.next = this.root.getByRole('button', { name: 'Next image', exact: true })
    this.togglePanel = this.root.getByRole('button', { name: 'Details', exact: true })
    this.panel = this.root.getByRole('complementary', { name: 'Details', exact: true })
  }
}
