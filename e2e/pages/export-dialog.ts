import type { Locator, Page } from '@playwright/test'

/** How chosen images leave Easel together. */
export class ExportDialog {
  readonly root: Locator
  readonly kind: Locator
  readonly template: Locator
  readonly recipe: Locator
  readonly sidecars: Locator
  readonly columns: Locator
  /** Of a sheet that is an image, in pixels. */
  readonly width: Locator
  /** What a sheet will be like. */
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
