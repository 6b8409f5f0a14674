import { expect, type Locator, type Page } from '@playwright/test'

export class CommandPalette {
  readonly root: Locator
  readonly box: Locator
  readonly options: Locator
  readonly active: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.root = page.getByRole('dialog', { name: 'Commands', exact: true })
    this.box = this.root.getByRole('combobox', { name: 'Command', exact: true })
    this.options = this.root.getByRole('option')
    this.active = this.root.getByRole('option', { selected: true })
  }

  async open(): Promise<void> {
    await this.#page.keyboard.press('ControlOrMeta+K')
    await expect(this.box).toBeFocused()
  }
}
