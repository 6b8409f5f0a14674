/**
 * The application menu: at the top of the screen on macOS, elsewhere opened by the page's "Menu" button. All labels are
 * ours, so that language and case are consistent; roles provide the system's own actions.
 */
import { app, Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'
import type { MenuState } from '@shared/menu'
import { findKeys, SHORTCUTS, toAccelerator, type Command } from '@shared/shortcuts'
import { labelWords, type Words } from './words'

export interface ApplicationMenuParts {
  readonly words: Words
  readonly choose: (command: Command) => void
  readonly openLogFolder: () => void
  readonly platform?: NodeJS.Platform
  readonly isDevelopment: boolean
}

type Item = MenuItemConstructorOptions
type Role = NonNullable<Item['role']>

const SEPARATOR: Item = { type: 'separator' }
/** Until the page sends its state. */
const AT_START: MenuState = { enabled: ['new-chat', 'open-settings', 'about'], isPinned: false }

export class ApplicationMenu {
  #menu: Menu
  #state = AT_START

  constructor(parts: ApplicationMenuParts) {
    this.#menu = Menu.buildFromTemplate(applicationMenu(parts))
    this.#show()
    Menu.setApplicationMenu(this.#menu)
  }

  /** Enables only what is possible now. With a dialog open, for example, commands of the page below it are disabled. */
  update(state: MenuState): void {
    this.#state = state
    this.#show()
  }

  /** Opens the menu from the page's own button. */
  popup(window: BrowserWindow, at: { readonly x: number; readonly y: number }): void {
    this.#menu.popup({ window, ...at })
  }

  #show(): void {
    const enabled = new Set<Command>(this.#state.enabled)
    for (const { id } of SHORTCUTS) {
      const item = this.#menu.getMenuItemById(id)
      if (item) item.enabled = enabled.has(id)
    }
    const pin = this.#menu.getMenuItemById('pin-chat')
    const unpin = this.#menu.getMenuItemById('unpin-chat')
    if (!pin || !unpin) return
    pin.visible = !this.#state.isPinned
    unpin.visible = this.#state.isPinned
    unpin.enabled = pin.enabled
  }
}

function applicationMenu({
  words,
  choose,
  openLogFolder,
  isDevelopment,
  platform = process.platform,
}: ApplicationMenuParts): Item[] {
  const isMac = platform === 'darwin'
  const say = labelWords(words, platform)
  const command = (id: Command, more: Item = {}): Item => {
    const keys = findKeys(id)
    return {
      id,
      label: say(`menu.${id}`),
      ...(keys && { accelerator: toAccelerator(keys) }),
      click: () => choose(id),
      ...more,
    }
  }
  const role = (name: Role, more: Item = {}): Item => ({ role: name, label: say(`menu.${name}`), ...more })
  const quit = role('quit', { label: say(platform === 'win32' ? 'menu.exit' : 'menu.quit') })
  return [
    ...(isMac ? [{ label: app.name, submenu: macMenu(command, role, quit) }] : []),
    {
      label: say('menu.file'),
      submenu: [
        command('new-chat'),
        SEPARATOR,
        command('save-image'),
        command('export-chat'),
        command('print-chat'),
        SEPARATOR,
        command('import-chats'),
        SEPARATOR,
        ...(isMac ? [] : [command('open-settings'), SEPARATOR]),
        role('close'),
        ...(isMac ? [] : [quit]),
      ],
    },
    {
      label: say('menu.edit'),
      submenu: [
        role('undo'),
        role('redo'),
        SEPARATOR,
        role('cut'),
        role('copy'),
        role('paste'),
        role('pasteAndMatchStyle'),
        role('delete'),
        role('selectAll'),
        SEPARATOR,
        command('find'),
        command('search-chats'),
      ],
    },
    {
      label: say('menu.view'),
      submenu: [
        command('open-commands'),
        SEPARATOR,
        command('toggle-sidebar'),
        command('focus-composer'),
        command('open-gallery'),
        command('open-prompts'),
        command('open-usage'),
        SEPARATOR,
        role('resetZoom'),
        role('zoomIn'),
        // The same shortcut without Shift, as many users press it.
        role('zoomIn', { accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true }),
        role('zoomOut'),
        SEPARATOR,
        role('reload'),
        role('togglefullscreen'),
        ...(isDevelopment ? [role('toggleDevTools')] : []),
      ],
    },
    {
      label: say('menu.chat'),
      submenu: [
        command('save-prompt'),
        command('make-batch'),
        SEPARATOR,
        command('stop'),
        command('stop-all'),
        command('regenerate'),
        SEPARATOR,
        command('rename-chat'),
        command('pin-chat'),
        { ...command('pin-chat', { id: 'unpin-chat', label: say('menu.unpin-chat') }) },
        command('move-chat'),
        command('archive-chat'),
        command('delete-chat'),
        SEPARATOR,
        command('next-chat'),
        command('previous-chat'),
      ],
    },
    {
      label: say('menu.window'),
      role: 'window',
      submenu: isMac
        ? [role('minimize'), role('zoom'), SEPARATOR, role('front')]
        : [role('minimize'), role('zoom', { label: say('menu.maximize') })],
    },
    {
      label: say('menu.help'),
      role: 'help',
      submenu: [
        command('show-shortcuts'),
        SEPARATOR,
        command('report-problem'),
        { label: say('menu.openLogFolder'), click: openLogFolder },
        ...(isMac ? [] : [SEPARATOR, command('about')]),
      ],
    },
  ]
}

/** The menu named after the app. */
function macMenu(command: (id: Command) => Item, role: (name: Role) => Item, quit: Item): Item[] {
  return [
    command('about'),
    SEPARATOR,
    command('open-settings'),
    SEPARATOR,
    role('services'),
    SEPARATOR,
    role('hide'),
    role('hideOthers'),
    role('unhide'),
    SEPARATOR,
    quit,
  ]
}
