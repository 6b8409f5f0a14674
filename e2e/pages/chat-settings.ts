import { expect, type Locator, type Page } from '@playwright/test'

/** The dialog "Chat settings" and its button in the top bar. */
export class ChatSettings {
  readonly button: Locator
  readonly dialog: Locator
  readonly instructions: Locator
  readonly style: Locator
  /** Text appended to each prompt for an image model. */
  readonly afterPrompt: Locator
  readonly temperature: Locator
  readonly effort: Locator
  readonly maxOutput: Locator
  readonly showReasoning: Locator
  /** Shown in the top bar while instructions apply. */
  readonly inForce: Locator

  constructor(page: Page) {
    this.button = page.getByRole('button', { name: 'Chat settings', exact: true })
    this.dialog = page.getByRole('dialog', { name: 'Chat settings', exact: true })
    this.instructions = this.dialog.getByRole('textbox', { name: 'Instructions', exact: true })
    this.style = this.dialog.getByRole('combobox', { name: 'Style', exact: true })
    this.afterPrompt = this.dialog.getByRole('textbox', { name: 'After the prompt', exact: true })
    this.temperature = this.dialog.getByRole('spinbutton', { name: 'Temperature', exact: true })
    this.effort = this.dialog.getByRole('combobox', { name: 'Reasoning effort', exact: true })
    this.maxOutput = this.dialog.getByRole('spinbutton', { name: 'Maximum output', exact: true })
    this.showReasoning = this.dialog.getByRole('switch', { name: 'Show reasoning', exact: true })
    this.inForce = page.getByRole('main').getByText('Instructions on')
  }

  async open(): Promise<void> {
    await this.button.click()
    await expect(this.instructions).toBeVisible()
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Done', exact: true }).click()
    await expect(this.dialog).toBeHidden()
  }
}
