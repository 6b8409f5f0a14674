import type { Locator, Page } from '@playwright/test'

/** Every image of every chat, shown instead of the chat. */
export class Gallery {
  /** In the sidebar. */
  readonly opener: Locator
  readonly root: Locator
  readonly search: Locator
  readonly model: Locator
  readonly rating: Locator
  readonly grid: Locator
  readonly cells: Locator
  readonly count: Locator
  readonly back: Locator
  /** The actions for selected images. */
  readonly tools: Locator
  readonly folding: Locator

  constructor(page: Page) {
    this.opener = page.getByRole('navigation', { name: 'Chats' }).getByRole('button', { name: 'Gallery', exact: true })
    this.root = page.getByRole('region', { name: 'Gallery' })
    this.search = this.root.getByRole('searchbox', { name: 'Search images' })
    this.model = this.root.getByRole('combobox', { name: 'Model', exact: true })
    this.rating = this.root.getByRole('combobox', { name: 'Rating', exact: true })
    this.grid = this.root.getByRole('grid', { name: 'Images' })
    this.cells = this.grid.getByRole('gridcell')
    this.count = this.root.getByRole('status').first()
    this.back = this.root.getByRole('button', { name: 'Back to chat', exact: true })
    this.folding = this.root.getByRole('button', { name: 'Fold versions', exact: true })
    this.tools = this.root.getByRole('toolbar', { name: 'Selected images' })
  }

  async open(): Promise<void> {
    await this.opener.click()
    await this.root.waitFor()
  }

  /** The cell of an image, by its prompt. */
  cell(prompt: string): Locator {
    return this.grid.getByRole('gridcell', { name: prompt, exact: true })
  }

  /** Returns the prompts of all cells on the page, in order. */
  async prompts(): Promise<readonly (string | null)[]> {
    return Promise.all((await this.cells.getByRole('img').all()).map((image) => image.getAttribute('alt')))
  }

  /** Presses the button of an action for the selected images. */
  async choose(action: string): Promise<void> {
    await this.tools.getByRole('button', { name: action, exact: true }).click()
  }
}
