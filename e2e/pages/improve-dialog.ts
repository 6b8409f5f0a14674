import type { Locator, Page } from '@playwright/test'

/** The dialog "Improve prompt", and the button that opens it. */
export class ImproveDialog {
  readonly open: Locator
  readonly dialog: Locator
  readonly model: Locator
  readonly ask: Locator
  readonly again: Locator
  readonly proposal: Locator
  readonly cost: Locator
  readonly use: Locator
  readonly stop: Locator
  readonly cancel: Locator

  constructor(page: Page) {
    this.open = page.getByRole('button', { name: 'Improve this prompt…', exact: true })
    this.dialog = page.getByRole('dialog', { name: 'Improve prompt', exact: true })
    this.model = this.dialog.getByRole('combobox', { name: 'Text model', exact: true })
    this.ask = this.dialog.getByRole('button', { name: 'Ask for a proposal', exact: true })
    this.again = this.dialog.getByRole('button', { name: 'Ask again', exact: true })
    this.proposal = this.dialog.getByRole('textbox', { name: 'Proposed prompt', exact: true })
    this.cost = this.dialog.getByTestId('improve-cost')
    this.use = this.dialog.getByRole('button', { name: 'Use this prompt', exact: true })
    this.stop = this.dialog.getByRole('button', { name: 'Stop', exact: true })
    this.cancel = this.dialog.getByRole('button', { name: 'Cancel', exact: true })
  }
}
