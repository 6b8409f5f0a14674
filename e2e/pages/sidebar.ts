import { expect, type Locator, type Page } from '@playwright/test'

export class Sidebar {
  readonly root: Locator
  readonly newChat: Locator
  readonly settings: Locator
  readonly search: Locator
  /** The search results. */
  readonly results: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.root = page.getByRole('navigation', { name: 'Chats' })
    this.newChat = page.getByRole('button', { name: 'New chat', exact: true })
    this.settings = page.getByRole('button', { name: 'Settings', exact: true })
    this.results = page.getByRole('list', { name: 'Search results' })
    this.search = page.getByRole('searchbox', { name: 'Search chats' })
  }

  /** A chat by its title, or the newest. */
  chat(title?: string): Locator {
    return this.root.getByRole('link', title === undefined ? {} : { name: title }).first()
  }

  /** The image in a chat's row. It has no name, because the row has one. */
  image(title: string): Locator {
    return this.root.getByRole('listitem').filter({ hasText: title }).locator('img')
  }

  async delete(title: string): Promise<void> {
    const row = this.root.getByRole('listitem').filter({ hasText: title })
    await row.hover()
    await row.getByRole('button', { name: 'Chat options' }).click()
    await this.#page.getByRole('menuitem', { name: 'Delete' }).click()
    await expect(this.chat(title)).toHaveCount(0)
  }
}
