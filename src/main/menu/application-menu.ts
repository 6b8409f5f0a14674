import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { Command } from '@shared/shortcuts'
import type { Words } from './words'

/** The menu of the system: what every app has, and our few commands with their shortcuts. */
export function installApplicationMenu(words: Words, choose: (command: Command) => void): void {
  const isMac = process.platform === 'darwin'
  const settings: MenuItemConstructorOptions = {
    label: words('menu.settings'),
    accelerator: 'CmdOrCtrl+,',
    click: () => choose('open-settings'),
  }
  const template: MenuItemConstructorOptions[] = [
    ...(isMac
      ? [
          {
            label: app.name,
            submenu: [
              { role: 'about' },
              { type: 'separator' },
              settings,
              { type: 'separator' },
              { role: 'services' },
              { type: 'separator' },
              { role: 'hide' },
              { role: 'hideOthers' },
              { role: 'unhide' },
              { type: 'separator' },
              { role: 'quit' },
            ],
          } satisfies MenuItemConstructorOptions,
        ]
      : []),
    {
      label: words('menu.file'),
      submenu: [
        { label: words('menu.newChat'), accelerator: 'CmdOrCtrl+N', click: () => choose('new-chat') },
        { type: 'separator' },
        ...(isMac ? [] : [settings, { type: 'separator' } as const]),
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: words('menu.edit'),
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        { type: 'separator' },
        { label: words('menu.searchChats'), accelerator: 'CmdOrCtrl+K', click: () => choose('search-chats') },
        { label: words('menu.focusComposer'), accelerator: 'CmdOrCtrl+L', click: () => choose('focus-composer') },
      ],
    },
    {
      label: words('menu.view'),
      submenu: [
        { label: words('menu.usage'), accelerator: 'CmdOrCtrl+U', click: () => choose('open-usage') },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
