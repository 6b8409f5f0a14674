import { expect, type Locator, type Page } from '@playwright/test'

/** The painter over an image. */
export class MaskEditor {
  readonly root: Locator
  /** The painting area, which receives pointer and key events. */
  readonly stage: Locator
  readonly brushSize: Locator
  readonly undo: Locator
  readonly redo: Locator
  readonly done: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.root = page.getByRole('dialog', { name: 'Paint mask', exact: true })
    this.stage = this.root.getByRole('application', { name: 'Image to paint on', exact: true })
    this.brushSize = this.root.getByRole('slider', { name: 'Brush size', exact: true })
    this.undo = this.button('Undo')
    this.redo = this.button('Redo')
    this.done = this.button('Done')
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true })
  }

  /** Waits until painting is possible, including a mask that is being continued. */
  async isReady(): Promise<void> {
    await expect(this.stage).toHaveAttribute('aria-busy', 'false')
  }

  /**
   * Draws from one point of the stage to another with the selected tool. In shares of its size, from the upper left.
   */
  async drag(from: readonly [x: number, y: number], to: readonly [x: number, y: number]): Promise<void> {
    const box = (await this.stage.boundingBox())!
    const at = ([x, y]: readonly [number, number]) => [box.x + box.width * x, box.y + box.height * y] as const
    const { mouse } = this.#page
    await mouse.move(...at(from))
    await mouse.down()
    await mouse.move(...at(to), { steps: 8 })
    await mouse.up()
  }

  /** Attaches image and mask, and closes. */
  async finish(): Promise<void> {
    await this.done.click()
    await expect(this.root).toBeHidden()
  }

  status(text: string | RegExp): Locator {
    return this.root.getByRole('status').filter({ hasText: text })
  }
}
