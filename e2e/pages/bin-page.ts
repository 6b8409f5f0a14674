import { expect, type Locator, type Page } from '@playwright/test'
import { SettingsDialog } from './settings-dialog'

/** The page of Settings that lists deleted items. */
export class BinPage {
  readonly root: Locator
  readonly chats: Locator
  readonly images: Locator
  readonly status: Locator
  /** What can be done with the chosen entries. */
  readonly chosen: Locator
  readonly #settings: SettingsDialog

  constructor(page: Page) {
    this.#settings = new SettingsDialog(page)
    this.root = this.#settings.root.getByRole('region', { name: 'Bin', exact: true })
    this.chats = this.root.getByRole('list', { name: 'Deleted chats' }).getByRole('listitem')
    this.images = this.root.getByRole('list', { name: 'Deleted images' }).getByRole('listitem')
    // What came of the last thing that was done, after how many entries are chosen.
    this.status = this.root.getByRole('status').last()
    this.chosen = this.root.getByRole('toolbar', { name: 'Selected chats and images' })
  }

  async open(): Promise<void> {
    await this.#settings.open()
    await this.#settings.turnTo('Bin')
    await expect(this.root.getByText('Deleted chats and images stay here for 30 days.')).toBeVisible()
  }

  async close(): Promise<void> {
    await this.#settings.close()
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true })
  }

  async empty(): Promise<void> {
    await this.button('Empty bin').click()
    await this.button('Delete for good').click()
    await expect(this.status).toContainText('freed')
  }
}
