/** All native menus, once their words are loaded. */
import { app, BrowserWindow, type WebContents } from 'electron'
import type { ContextCommand, ContextMenu, MenuState } from '@shared/menu'
import type { Command } from '@shared/shortcuts'
import { ApplicationMenu } from './application-menu'
import { addContextMenus, showContextMenu, type ContextMenuParts } from './context-menu'

export interface MenusParts extends ContextMenuParts {
  readonly choose: (command: Command) => void
  readonly openLogFolder: () => void
}

export class Menus {
  readonly #parts: MenusParts
  readonly #application: ApplicationMenu

  constructor(parts: MenusParts) {
    this.#parts = parts
    this.#application = new ApplicationMenu({ ...parts, isDevelopment: !app.isPackaged })
  }

  attach(contents: WebContents): void {
    addContextMenus(contents, this.#parts)
  }

  popup(menu: ContextMenu, contents: WebContents): Promise<ContextCommand | null> {
    return showContextMenu(menu, contents, this.#parts)
  }

  open({ x, y }: ContextMenu['at'], contents: WebContents): void {
    const window = BrowserWindow.fromWebContents(contents)
    const zoom = contents.getZoomFactor()
    if (window) this.#application.popup(window, { x: Math.round(x * zoom), y: Math.round(y * zoom) })
  }

  update(state: MenuState): void {
    this.#application.update(state)
  }
}
