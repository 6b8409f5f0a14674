import { expect, type Locator } from '@playwright/test'

export type AnswerStatus = 'streaming' | 'done' | 'failed' | 'cancelled'
export type UploadState = 'local' | 'uploading' | 'uploaded' | 'failed'

/** One answer in the chat: placeholder, image or text, failure, cost, versions. */
export class AnswerCard {
  readonly placeholder: Locator
  readonly stop: Locator
  readonly preview: Locator
  /** What remains of an answer that ended early. */
  readonly lastPreview: Locator
  readonly alert: Locator
  readonly retry: Locator
  readonly editPrompt: Locator
  readonly openSettings: Locator
  readonly raiseCap: Locator
  readonly regenerate: Locator
  readonly cost: Locator
  /** The caption: model, size, time, price, file. */
  readonly facts: Locator
  readonly upload: Locator
  /** The actions of the image, or of the first of several. */
  readonly copyImage: Locator
  readonly saveImage: Locator
  readonly editImage: Locator
  readonly paintMask: Locator
  readonly more: Locator
  readonly otherWays: Locator
  /** Only in a group. */
  readonly keep: Locator
  readonly previousVersion: Locator
  readonly nextVersion: Locator

  constructor(readonly root: Locator) {
    this.placeholder = root.getByRole('status', { name: 'Generating image', exact: true })
    this.stop = root.getByRole('button', { name: 'Stop', exact: true })
    this.preview = root.getByRole('img', { name: 'Preview', exact: true })
    this.lastPreview = root.getByRole('img', { name: 'Last preview received', exact: true })
    this.alert = root.getByRole('alert')
    this.retry = root.getByRole('button', { name: /^Retry/ })
    this.editPrompt = root.getByRole('button', { name: 'Edit prompt', exact: true })
    this.openSettings = root.getByRole('button', { name: 'Open settings', exact: true })
    this.raiseCap = root.getByRole('button', { name: 'Raise the cap…', exact: true })
    this.regenerate = root.getByRole('button', { name: 'Regenerate', exact: true })
    this.cost = root.getByTestId('message-cost')
    this.facts = root.getByRole('group', { name: 'Facts', exact: true })
    this.upload = root.getByTestId('upload-state')
    this.copyImage = root.getByRole('button', { name: 'Copy image', exact: true }).first()
    this.editImage = root.getByRole('button', { name: 'Edit image', exact: true }).first()
    this.paintMask = root.getByRole('button', { name: 'Paint mask', exact: true }).first()
    this.saveImage = root.getByRole('button', { name: 'Save image', exact: true }).first()
    this.more = root.getByRole('button', { name: 'More', exact: true }).first()
    this.otherWays = root.getByRole('button', { name: 'Try another model', exact: true })
    this.keep = root.getByRole('button', { name: 'Keep this answer', exact: true })
    this.previousVersion = root.getByRole('button', { name: 'Previous version', exact: true })
    this.nextVersion = root.getByRole('button', { name: 'Next version', exact: true })
  }

  /** The finished image, whose name is its prompt. */
  image(prompt: string): Locator {
    return this.root.getByRole('img', { name: prompt, exact: true })
  }

  /** Opens "More" and chooses an item. */
  async choose(item: string): Promise<void> {
    await this.more.click()
    await this.root.page().getByRole('menuitem', { name: item }).click()
  }

  /** Opens the details of the image, or of the first image. */
  async openDetails(): Promise<Locator> {
    await this.choose('Details')
    const details = this.root.page().getByRole('dialog', { name: 'Details', exact: true })
    await details.waitFor()
    return details
  }

  async becomes(status: AnswerStatus): Promise<void> {
    await expect(this.root).toHaveAttribute('data-status', status)
  }

  async uploadBecomes(state: UploadState): Promise<void> {
    await expect(this.upload).toHaveAttribute('data-state', state)
  }

  /** Waits for a failure that reports this charge. */
  async failsWithCharge(charge: 'none' | 'charged' | 'unknown'): Promise<void> {
    await this.becomes('failed')
    await expect(this.alert).toBeVisible()
    await expect(this.alert).toHaveAttribute('data-charge', charge)
  }

  /** Presses the button next to a failed upload. */
  async retryUpload(): Promise<void> {
    await this.root.getByRole('button', { name: 'Retry upload', exact: true }).click()
  }

  async callOffRepetition(): Promise<void> {
    await this.alert.getByRole('button', { name: 'Cancel retry', exact: true }).click()
  }

  /** Opens the details of the failure. */
  async showDetails(): Promise<void> {
    await this.alert.getByRole('button', { name: 'Details', exact: true }).click()
  }

  /** Available in the failure's details, or in the note about missing parts. */
  async saveProvidersAnswer(): Promise<void> {
    await this.root.getByRole('button', { name: 'Save the provider’s answer…', exact: true }).click()
  }

  async id(): Promise<string> {
    const id = await this.root.getAttribute('data-message-id')
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    return id!
  }
}
