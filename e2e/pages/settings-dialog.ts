import { expect, type Locator, type Page } from '@playwright/test'

export class SettingsDialog {
  readonly root: Locator
  readonly openAiKey: Locator
  readonly openAiBaseUrl: Locator
  readonly blobToken: Locator
  readonly dailyCap: Locator
  readonly monthlyCap: Locator
  readonly askAbove: Locator
  readonly save: Locator
  readonly #open: Locator

  constructor(page: Page) {
    this.#open = page.getByRole('button', { name: 'Settings', exact: true })
    this.root = page.getByRole('dialog', { name: 'Settings' })
    this.openAiKey = this.root.getByLabel('OpenAI API key', { exact: true })
    this.openAiBaseUrl = this.root.getByLabel('OpenAI base URL', { exact: true })
    this.blobToken = this.root.getByLabel('Vercel Blob token', { exact: true })
    this.dailyCap = this.root.getByRole('spinbutton', { name: 'Daily cap', exact: true })
    this.monthlyCap = this.root.getByRole('spinbutton', { name: 'Monthly cap', exact: true })
    this.askAbove = this.root.getByRole('spinbutton', { name: 'Ask above', exact: true })
    this.save = this.root.getByRole('button', { name: 'Save', exact: true })
  }

  async open(): Promise<void> {
    await this.#open.click()
    await this.root.waitFor()
  }

  /** Opens the settings and fills in caps, in US dollars; empty for none. */
  async limit(limits: {
    readonly daily?: string
    readonly monthly?: string
    readonly askAbove?: string
  }): Promise<void> {
    await this.open()
    if (limits.daily !== undefined) await this.dailyCap.fill(limits.daily)
    if (limits.monthly !== undefined) await this.monthlyCap.fill(limits.monthly)
    if (limits.askAbove !== undefined) await this.askAbove.fill(limits.askAbove)
    await this.save.click()
    await expect(this.root).toBeHidden()
  }

  /** Presses the key's Test button and returns the result. */
  async testOpenAi(): Promise<Locator> {
    return this.#test('OpenAI')
  }

  async testBlob(): Promise<Locator> {
    return this.#test('Vercel Blob')
  }

  /** The section with the defaults for new chats. */
  get images(): Locator {
    return this.root.getByRole('region', { name: 'Image defaults' })
  }

  /** Opens a page by its name in the list. */
  async turnTo(page: string): Promise<void> {
    await this.root
      .getByRole('navigation', { name: 'Sections' })
      .getByRole('button', { name: page, exact: true })
      .click()
    await expect(this.root.getByRole('region', { name: page, exact: true })).toBeInViewport({ ratio: 0.5 })
  }

  async close(): Promise<void> {
    await this.root.getByRole('button', { name: 'Close', exact: true }).click()
    await expect(this.root).toBeHidden()
  }

  async saveAndClose(): Promise<void> {
    await this.save.click()
    await expect(this.root).toBeHidden()
  }

  /** The section about files on this computer. */
  get files(): Locator {
    return this.root.getByRole('region', { name: 'Files on this computer' })
  }

  /** Verifies every image, and returns the line with the result. */
  async verifyImages(): Promise<Locator> {
    await this.files.getByRole('button', { name: 'Verify all images', exact: true }).click()
    return this.files.getByRole('status')
  }

  async #test(section: string): Promise<Locator> {
    const part = this.root.getByRole(section === 'OpenAI' ? 'listitem' : 'region', { name: section, exact: true })
    await part.getByRole('button', { name: /^Test/ }).click()
    return part.getByRole('status')
  }
}
