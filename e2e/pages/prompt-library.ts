import { expect, type Locator, type Page } from '@playwright/test'

/** The dialog "Prompts", and the list that a slash opens above the message box. */
export class PromptLibrary {
  readonly dialog: Locator
  readonly search: Locator
  readonly title: Locator
  readonly text: Locator
  readonly folder: Locator
  readonly status: Locator
  /** Opened by the slash. */
  readonly list: Locator
  readonly options: Locator
  /** The hidden input behind "Import prompts…", for `setInputFiles`. */
  readonly file: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.dialog = page.getByRole('dialog', { name: 'Prompts', exact: true })
    this.search = this.dialog.getByRole('searchbox', { name: 'Search prompts', exact: true })
    this.title = this.dialog.getByRole('textbox', { name: 'Title', exact: true })
    this.text = this.dialog.getByRole('textbox', { name: 'Text', exact: true })
    this.folder = this.dialog.getByRole('combobox', { name: 'Folder', exact: true })
    this.status = this.dialog.getByRole('status')
    this.list = page.getByRole('main').getByRole('listbox', { name: 'Prompts', exact: true })
    this.options = this.list.getByRole('option')
    this.file = this.dialog.locator('input[type=file]')
  }

  async open(): Promise<void> {
    await this.#page.getByRole('navigation', { name: 'Chats' }).getByRole('button', { name: 'Prompts' }).click()
    await expect(this.search).toBeFocused()
  }

  async add(title: string, text: string, folder = ''): Promise<void> {
    await this.dialog.getByRole('button', { name: 'New prompt', exact: true }).click()
    await expect(this.title).toBeFocused()
    await this.title.fill(title)
    await this.text.fill(text)
    await this.folder.fill(folder)
    await this.save()
    await expect(this.prompt(title)).toBeVisible()
  }

  async save(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Save', exact: true }).click()
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close prompts', exact: true }).click()
    await expect(this.dialog).toBeHidden()
  }

  prompt(title: string): Locator {
    return this.dialog.getByRole('button', { name: title, exact: true })
  }

  /** The field of a variable in the prompt being filled in. */
  field(name: string): Locator {
    return this.#page.getByLabel(name, { exact: true })
  }

  async choose(item: string): Promise<void> {
    await this.dialog.getByRole('button', { name: 'More', exact: true }).click()
    await this.dialog.getByRole('menuitem', { name: item, exact: true }).click()
  }
}
