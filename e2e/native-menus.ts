/** The system's menus, which aren't part of any page: what they would show, and choosing from them as a user would. */
import { expect } from '@playwright/test'
import type { EaselApp } from './app'

export interface MenuEntry {
  readonly label: string
  readonly enabled: boolean
}

export class NativeMenus {
  private constructor(private readonly app: EaselApp) {}

  /** Prevents menus from being shown from now on. */
  static async watch(app: EaselApp): Promise<NativeMenus> {
    await app.electron.evaluate(({ Menu }) => {
      Menu.prototype.popup = function popup(this: Electron.Menu, options?: Electron.PopupOptions) {
        Reflect.set(globalThis, 'easelMenu', { menu: this, options })
      }
    })
    return new NativeMenus(app)
  }

  /** Returns what the menu opened by `act` would show; separators are `-`. */
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

  /** Opens the menu, chooses an item, and lets it close. */
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

  /** Returns the items of an application menu, without separators. */
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

  /** Chooses an item of an application menu. Waits until it's enabled. */
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
