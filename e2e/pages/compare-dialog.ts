import type { Locator, Page } from '@playwright/test'

/** Images side by side, or one over the other. */
export class CompareDialog {
  readonly root: Locator
  readonly images: Locator
  readonly edge: Locator
  readonly strip: Locator

  constructor(page: Page) {
    this.root = page.getByRole('dialog', { name: 'Compare', exact: true })
    this.images = this.root.getByRole('img')
    this.edge = this.root.getByRole('slider', { name: 'Edge between the images' })
    this.strip = this.root.getByRole('group', { name: 'Images to compare' })
  }

  async choose(mode: 'Side by side' | 'Slider' | 'Flicker' | 'Difference'): Promise<void> {
    await this.root.getByRole('button', { name: mode, exact: true }).click()
  }

  /** The facts about one image. */
  facts(title: string): Locator {
    return this.root.getByRole('region', { name: title, exact: true })
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true })
  }
}
