import { expect, type Locator, type Page } from '@playwright/test'

/** The message box and its surroundings. */
export class Composer {
  readonly message: Locator
  readonly send: Locator
  readonly stopAll: Locator
  /** Why the prompt, which is still in the box, wasn't sent. */
  readonly refusal: Locator
  readonly model: Locator
  /** In the open picker. */
  readonly several: Locator
  readonly imageOptions: Locator
  readonly estimate: Locator
  readonly attach: Locator
  /** The input behind "Attach images", for `setInputFiles`. */
  readonly files: Locator
  readonly attached: Locator
  readonly editLast: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.message = page.getByRole('textbox', { name: 'Message', exact: true })
    this.send = page.getByRole('button', { name: 'Send', exact: true })
    this.refusal = page.getByRole('alert', { name: 'Not sent', exact: true })
    this.stopAll = page.getByRole('button', { name: 'Stop all', exact: true })
    this.model = page.getByRole('button', { name: /^Model/ })
    this.several = page.getByRole('button', { name: 'Use several models', exact: true })
    this.imageOptions = page.getByRole('button', { name: 'Image options', exact: true })
    this.attach = page.getByRole('button', { name: 'Attach images', exact: true })
    this.files = page.locator('input[type=file]')
    this.attached = page.getByRole('list', { name: 'Attached images', exact: true })
    this.editLast = page.getByRole('button', { name: 'Edit the last image', exact: true })
    this.estimate = page.getByTestId('cost-estimate')
  }

  async submit(text: string): Promise<void> {
    await this.message.fill(text)
    await this.send.click()
  }

  async chooseModel(name: string): Promise<void> {
    await this.model.click()
    await this.#page.getByRole('option', { name, exact: true }).click()
    await expect(this.model).toHaveAccessibleName(`Model: ${name}`)
  }

  /** Opens the options and chooses a value by its API name. */
  async chooseOption(
    option: 'Size' | 'Aspect ratio' | 'Resolution' | 'Quality' | 'Format' | 'Background' | 'Moderation',
    value: string,
  ): Promise<void> {
    const dialog = await this.openImageOptions()
    await dialog.getByRole('combobox', { name: option, exact: true }).selectOption(value)
    await this.#closeImageOptions(dialog)
  }

  async setNumber(option: 'Images' | 'Previews' | 'Compression' | 'Width' | 'Height', value: number): Promise<void> {
    const dialog = await this.openImageOptions()
    await dialog.getByRole('spinbutton', { name: option, exact: true }).fill(String(value))
    await this.#closeImageOptions(dialog)
  }

  async openImageOptions(): Promise<Locator> {
    await this.imageOptions.click()
    const dialog = this.#page.getByRole('dialog', { name: 'Image options' })
    await dialog.waitFor()
    return dialog
  }

  async closeImageOptions(): Promise<void> {
    await this.#closeImageOptions(this.#page.getByRole('dialog', { name: 'Image options' }))
  }

  /** Opens the picker. */
  async openModels(): Promise<Locator> {
    await this.model.click()
    const list = this.#page.getByRole('listbox', { name: 'Models' })
    await list.waitFor()
    return list
  }

  /** From now on, sends to all of these models, the first one first. */
  async useSeveral(...names: readonly string[]): Promise<void> {
    const [first, ...others] = names
    await this.chooseModel(first!)
    await this.model.click()
    await this.several.click()
    for (const name of others) await this.modelBox(name).click()
    for (const name of names) await expect(this.modelBox(name)).toBeChecked()
    await this.#page.getByRole('button', { name: 'Done', exact: true }).click()
    await expect(this.model).toHaveAccessibleName(`Model: ${names.join(', ')}`)
  }

  /** Sends to a single model again. */
  async useOne(name: string): Promise<void> {
    await this.model.click()
    await this.several.click()
    await this.#page.getByRole('option', { name, exact: true }).click()
    await expect(this.model).toHaveAccessibleName(`Model: ${name}`)
  }

  /** Only in the open picker, once several can be chosen. */
  modelBox(name: string): Locator {
    return this.#page.getByRole('checkbox', { name, exact: true })
  }

  /** Expands the unavailable models in the open picker. */
  async showUnavailable(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Show', exact: true }).click()
  }

  /** A notice of the composer about the selection: a replaced model, unavailable options. */
  notice(text: string | RegExp): Locator {
    return this.#page.getByRole('main').getByRole('status').filter({ hasText: text })
  }

  async #closeImageOptions(dialog: Locator): Promise<void> {
    await this.#page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  }
}
