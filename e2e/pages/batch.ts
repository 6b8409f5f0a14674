import { expect, type Locator, type Page } from '@playwright/test'

/** The dialog for a new batch, and a batch's grid. */
export class Batch {
  readonly open: Locator
  readonly dialog: Locator
  readonly prompt: Locator
  readonly table: Locator
  readonly start: Locator
  readonly region: Locator
  readonly progress: Locator
  readonly results: Locator
  readonly showGrid: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.open = page.getByRole('button', { name: 'Batch…', exact: true })
    this.dialog = page.getByRole('dialog', { name: 'Batch', exact: true })
    this.prompt = this.dialog.getByRole('textbox', { name: 'Prompt', exact: true })
    this.table = this.dialog.getByRole('table', { name: 'Images to make', exact: true })
    this.start = this.dialog.getByRole('button', { name: /^Start batch/ })
    this.region = page.getByRole('region', { name: 'Batch', exact: true })
    this.progress = this.region.getByRole('status')
    this.results = this.region.getByRole('list', { name: 'Batch images', exact: true })
    this.showGrid = page.getByRole('button', { name: 'Show batch', exact: true })
  }

  /** The checkbox of one of the choices. */
  choose(group: 'Models' | 'Sizes' | 'Qualities', name: string): Locator {
    return this.dialog.getByRole('group', { name: group, exact: true }).getByRole('checkbox', { name })
  }

  cell(prompt: string): Locator {
    return this.results.getByRole('listitem', { name: new RegExp(`^${prompt}, `) })
  }

  button(name: 'Pause' | 'Resume' | 'Cancel batch' | 'Show as chat' | RegExp): Locator {
    return this.region.getByRole('button', { name, exact: true })
  }

  /** Types a prompt with variables, and opens the dialog from the message box. */
  async plan(prompt: string): Promise<void> {
    await this.#page.getByRole('textbox', { name: 'Message', exact: true }).fill(prompt)
    await this.open.click()
    await expect(this.prompt).toHaveValue(prompt)
  }
}
