import { expect, type Locator } from '@playwright/test'

/** A question in the chat: its text, versions and actions. */
export class QuestionCard {
  readonly edit: Locator
  /** Only while it's being edited. */
  readonly box: Locator
  readonly send: Locator
  readonly cancel: Locator
  readonly images: Locator
  readonly previousVersion: Locator
  readonly nextVersion: Locator

  constructor(readonly root: Locator) {
    this.edit = root.getByRole('button', { name: 'Edit prompt', exact: true })
    this.box = root.getByRole('textbox', { name: 'Prompt', exact: true })
    this.send = root.getByRole('button', { name: 'Send the edited prompt', exact: true })
    this.cancel = root.getByRole('button', { name: 'Cancel', exact: true })
    this.images = root.getByRole('list', { name: 'Attached images', exact: true })
    this.previousVersion = root.getByRole('button', { name: 'Previous version', exact: true })
    this.nextVersion = root.getByRole('button', { name: 'Next version', exact: true })
  }

  async beginEdit(): Promise<void> {
    await this.root.hover()
    await this.edit.click()
    await expect(this.box).toBeFocused()
  }

  async branch(): Promise<void> {
    await this.choose('Branch into a new chat')
  }

  /** Chooses an item of the menu "More". */
  async choose(item: string): Promise<void> {
    await this.root.hover()
    await this.root.getByRole('button', { name: 'More', exact: true }).click()
    await this.root.page().getByRole('menuitem', { name: item, exact: true }).click()
  }
}
