/** The system's menus, which no page holds: what they would show, and a choice as a person would make it. */
import { expect } from '@playwright/test'
import type { EaselApp } from './app'

export interface MenuEntry {
  readonly label: string
  readonly enabled: boolean
}

export class NativeMenus {
  private constructor(private readonly app: EaselApp) {}

  /** Keeps menus from being shown from now on. */
  static async watch(app: EaselApp): Promise<NativeMenus> {
    await app.electron.evaluate(({ Menu }) => {
      Menu.prototype.popup = function popup(this: Electron.Menu, options?: Electron.PopupOptions) {
        Reflect.set(globalThis, 'easelMenu', { menu: this, options })
      }
    })
    return new NativeMenus(app)
  }

  /** What the menu that this opens would show; separators are `-`. */
  async open(act: () => Promise<unknown>): Promise<readonly string[]> {
    const entries = await this.entries(act)
    return entries.map(({ label, enabled }) => (enabled ? label : `${label} (disabled)`))
  }

  async entries(act: () => Promise<unknown>): Promise<readonly MenuEntry[]> {
    const entries = await this.#show(act)
    await this.app.electron.evaluate(() => {
      const { options } = Reflect.get(globalThis, 'easelMenu') as { options?: Electron.PopupOptions }
      options?.callback?.()
    })
    return entries
  }

  /** Opens it, chooses an item, and lets it close. */
  async choose(act: () => Promise<unknown>, label: string): Promise<void> {
    await this.#show(act)
    await this.app.electron.evaluate((_electron, wanted) => {
      const { menu, options } = Reflect.get(globalThis, 'easelMenu') as {
        menu: Electron.Menu
        options?: Electron.PopupOptions
      }
      const item = menu.items.find((candidate) => candidate.label === wanted && candidate.enabled)
      if (!item) throw new Error(`The menu offers no "${wanted}"`)
      item.click()
      options?.callback?.()
    }, label)
  }

  /** The items of a menu of the application, separators left out. */
  async list(menu: string): Promise<readonly string[]> {
    const entries = await this.app.electron.evaluate(
      ({ Menu }, wanted) =>
        Menu.getApplicationMenu()
          ?.items.find(({ label }) => label === wanted)
          ?.submenu?.items.filter(({ type, visible }) => visible && type !== 'separator')
          .map(({ label, enabled }) => ({ label, enabled })) ?? [],
      menu,
    )
    return entries.map(({ label, enabled }) => (enabled ? label : `${label} (disabled)`))
  }

  /** Chooses an item of a menu of the application. Waits until it can be chosen. */
  async pick(menu: string, item: string): Promise<void> {
    await expect.poll(() => this.list(menu)).toContain(item)
    await this.app.electron.evaluate(
      ({ Menu }, wanted) =>
        Menu.getApplicationMenu()
          ?.items.find(({ label }) => label === wanted.menu)
          ?.submenu?.items.find(({ label }) => label === wanted.item)
          ?.click(),
      { menu, item },
    )
  }

  async #show(act: () => Promise<unknown>): Promise<readonly MenuEntry[]> {
    await this.app.electron.evaluate(() => Reflect.deleteProperty(globalThis, 'easelMenu'))
    await act()
    await expect.poll(() => this.#read()).not.toBeUndefined()
    return (await this.#read())!
  }

  #read(): Promise<readonly MenuEntry[] | undefined> {
    return this.app.electron.evaluate(() => {
      const shown = Reflect.get(globalThis, 'easelMenu') as { menu: Electron.Menu } | undefined
      return shown?.menu.items
        .filter(({ visible }) => visible)
        .map(({ type, label, enabled }) => (type === 'separator' ? { label: '-', enabled: true } : { label, enabled }))
    })
  }
}
