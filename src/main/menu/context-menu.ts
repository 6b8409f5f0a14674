/**
 * Native context menus. Chromium recognizes text fields, selected text and links under the pointer. Only the page knows
 * images, answers and chats, so it requests their menu (`menu.popup`).
 */
import {
  BrowserWindow,
  clipboard,
  Menu,
  type ContextMenuParams,
  type MenuItemConstructorOptions,
  type WebContents,
} from 'electron'
import { CONTEXT_COMMANDS, type ContextCommand, type ContextMenu } from '@shared/menu'
import { judgeLink } from '../window/links'
import { labelWords, toMenuCase, type Words } from './words'

type Item = MenuItemConstructorOptions

/** On some systems, the menu reports that it was closed before it reports the choice. */
const CHOICE_AFTER_CLOSE_MS = 250

export interface ContextMenuParts {
  readonly words: Words
  readonly openLink: (url: string) => void
}

/** Shows the menu that the page requested. Null if none of the page's commands was chosen. */
export function showContextMenu(
  { at, commands, labels, hasSelection, link }: ContextMenu,
  contents: WebContents,
  { words, openLink }: ContextMenuParts,
): Promise<ContextCommand | null> {
  return new Promise((resolve) => {
    const say = labelWords(words)
    const ours = CONTEXT_COMMANDS.map((group) =>
      group.flatMap((command): Item[] => {
        const enabled = commands[command]
        if (enabled === undefined) return []
        const given = labels?.[command]
        const label = given === undefined ? say(`context.${command}`) : escapeLabel(toMenuCase(given))
        return [{ label, enabled, click: () => resolve(command) }]
      }),
    )
    const groups = [
      ...(link === undefined ? [] : [linkItems(link, say, openLink)]),
      ...(hasSelection ? [[{ label: say('menu.copy'), click: () => contents.copy() }]] : []),
      ...ours,
    ]
    const zoom = contents.getZoomFactor()
    popup(groups, contents, {
      x: Math.round(at.x * zoom),
      y: Math.round(at.y * zoom),
      callback: () => setTimeout(() => resolve(null), CHOICE_AFTER_CLOSE_MS),
    })
  })
}

/** Adds menus for all text fields, selected text and links. */
export function addContextMenus(contents: WebContents, { words, openLink }: ContextMenuParts): void {
  const say = labelWords(words)
  contents.on('context-menu', (_event, params) => {
    const groups = params.isEditable
      ? [spellingItems(params, contents, say), ...fieldItems(params, contents, say)]
      : [
          ...(params.linkURL === '' ? [] : [linkItems(params.linkURL, say, openLink)]),
          ...(params.selectionText.trim() === '' ? [] : [[{ label: say('menu.copy'), click: () => contents.copy() }]]),
        ]
    popup(groups, contents, {})
  })
}

function popup(groups: readonly (readonly Item[])[], contents: WebContents, options: Electron.PopupOptions): void {
  const filled = groups.filter((group) => group.length > 0)
  const window = BrowserWindow.fromWebContents(contents)
  if (filled.length === 0 || !window) return options.callback?.()
  const template = filled.flatMap((group, index): Item[] => [
    ...(index > 0 ? [{ type: 'separator' } as const] : []),
    ...group,
  ])
  Menu.buildFromTemplate(template).popup({ window, ...options })
}

/** A single ampersand would underline the next letter on systems with access keys. */
function escapeLabel(label: string): string {
  return label.replaceAll('&', '&&')
}

function linkItems(link: string, say: (key: string) => string, openLink: (url: string) => void): Item[] {
  const enabled = judgeLink(link) !== 'refuse'
  return [
    { label: say('context.open-link'), enabled, click: () => openLink(link) },
    { label: say('context.copy-link'), click: () => clipboard.writeText(link) },
  ]
}

function spellingItems(params: ContextMenuParams, contents: WebContents, say: (key: string) => string): Item[] {
  const { misspelledWord, dictionarySuggestions } = params
  if (misspelledWord === '') return []
  const suggestions = dictionarySuggestions.map((word): Item => ({
    label: word,
    click: () => contents.replaceMisspelling(word),
  }))
  return [
    ...(suggestions.length > 0 ? suggestions : [{ label: say('context.no-suggestions'), enabled: false }]),
    {
      label: say('context.add-to-dictionary'),
      click: () => void contents.session.addWordToSpellCheckerDictionary(misspelledWord),
    },
  ]
}

function fieldItems({ editFlags }: ContextMenuParams, contents: WebContents, say: (key: string) => string): Item[][] {
  return [
    [
      { label: say('menu.undo'), enabled: editFlags.canUndo, click: () => contents.undo() },
      { label: say('menu.redo'), enabled: editFlags.canRedo, click: () => contents.redo() },
    ],
    [
      { label: say('menu.cut'), enabled: editFlags.canCut, click: () => contents.cut() },
      { label: say('menu.copy'), enabled: editFlags.canCopy, click: () => contents.copy() },
      { label: say('menu.paste'), enabled: editFlags.canPaste, click: () => contents.paste() },
      {
        label: say('menu.pasteAndMatchStyle'),
        enabled: editFlags.canPaste,
        click: () => contents.pasteAndMatchStyle(),
      },
      { label: say('menu.delete'), enabled: editFlags.canDelete, click: () => contents.delete() },
    ],
    [{ label: say('menu.selectAll'), enabled: editFlags.canSelectAll, click: () => contents.selectAll() }],
  ]
}
