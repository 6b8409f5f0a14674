import type { Locator, Page } from '@playwright/test'

export class Sidebar {
  readonly root: Locator
  readonly newChat: Locator
  readonly settings: Locator
  readonly search: Locator

  constructor(page: Page) {
    this.root = page.getByRole('navigation', { name: 'Chats' })
    this.newChat = page.getByRole('button', { name: 'New chat', exact: true })
    this.settings = page.getByRole('button', { name: 'Settings', exact: true })
    this.search = page.getByRole('searchbox', { name: 'Search chats' })
  }

  /** A chat by its title; without one the newest. */
  chat(title?: string): Locator {
    return this.root.getByRole('link', title === undefined ? {} : { name: title }).first()
  }
}
