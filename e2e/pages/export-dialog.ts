import type { Locator, Page } from '@playwright/test'

/** The dialog that exports selected images. */
export class ExportDialog {
  readonly root: Locator
  readonly kind: Locator
  readonly template: Locator
  readonly recipe: Locator
  readonly sidecars: Locator
  readonly columns: Locator
  /** Of a sheet exported as an image, in pixels. */
  readonly width: Locator
  /** The summary of the resulting sheet. */
  readonly size: Locator
  readonly submit: Locator
  readonly cancel: Locator
  /** Why the last export ended early. */
  readonly problem: Locator

  constructor(page: Page) {
    this.root = page.getByRole('dialog', { name: 'Export images' })
    this.kind = this.root.getByRole('combobox', { name: 'Export as' })
    this.template = this.root.getByRole('textbox', { name: 'File names' })
    this.recipe = this.root.getByRole('combobox', { name: 'Prompt and settings' })
    this.sidecars = this.root.getByRole('switch', { name: 'JSON file beside each image' })
    this.columns = this.root.getByRole('spinbutton', { name: 'Columns' })
    this.width = this.root.getByRole('spinbutton', { name: 'Width in pixels' })
    this.size = this.root.getByRole('status')
    this.submit = this.root.getByRole('button', { name: 'Export', exact: true })
    this.cancel = this.root.getByRole('button', { name: 'Cancel', exact: true })
    this.problem = this.root.getByRole('alert')
  }
}
