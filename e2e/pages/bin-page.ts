import { expect, type Locator, type Page } from '@playwright/test'
import { SettingsDialog } from './settings-dialog'

/** The page of Settings that lists deleted items. */
export class BinPage {
  readonly root: Locator
  readonly chats: Locator
  readonly images: Locator
  readonly status: Locator
  readonly #settings: SettingsDialog

  constructor(page: Page) {
    this.#settings = new SettingsDialog(page)
    this.root = this.#settings.root.getByRole('region', { name: 'Bin', exact: true })
    this.chats = this.root.getByRole('list', { name: 'Deleted chats' }).getByRole('listitem')
    this.images = this.root.getByRole('list', { name: 'Deleted images' }).getByRole('listitem')
    this.status = this.root.getByRole('status')
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
