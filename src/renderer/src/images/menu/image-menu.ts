/** The commands of every image menu: the page's "More" menu and the system's context menu show the same list. */
import {
  AtSign,
  Brush,
  ClipboardCopy,
  Copy,
  Crop,
  Download,
  Eraser,
  Expand,
  Files,
  FolderOpen,
  GitBranch,
  GitFork,
  Images,
  Info,
  Link,
  MessageSquare,
  Pencil,
  PenLine,
  RefreshCw,
  Scaling,
  ScanEye,
  Send,
  Share,
  Spline,
  TextCursorInput,
  Trash2,
  type LucideIcon,
} from 'lucide-react'
import { CONTEXT_COMMANDS, type ContextCommand } from '@shared/menu'
import type { ContextActions, ContextLabels } from '@/bridge/use-context-menu'
import type { Translation } from '@/i18n/use-translation'
import { formatShortcut } from '@/lib/format-shortcut'
import type { MenuItem } from '@/ui/Menu'
import '@/i18n/later'

const ICONS = {
  'show-in-chat': MessageSquare,
  'edit-image': Pencil,
  'paint-mask': Brush,
  'mark-up': PenLine,
  'crop-image': Crop,
  'extend-canvas': Expand,
  'remove-background': Eraser,
  upscale: Scaling,
  vectorize: Spline,
  vary: Images,
  'describe-image': ScanEye,
  'copy-image': Copy,
  'copy-file': Files,
  'save-image': Download,
  'share-image': Send,
  'export-images': Share,
  'show-in-folder': FolderOpen,
  'copy-image-link': Link,
  'save-reference': AtSign,
  'image-history': GitFork,
  'copy-prompt': ClipboardCopy,
  'use-prompt': TextCursorInput,
  'branch-chat': GitBranch,
  regenerate: RefreshCw,
  details: Info,
  'delete-image': Trash2,
} as const satisfies Readonly<Partial<Record<ContextCommand, LucideIcon>>>

export type ImageCommand = keyof typeof ICONS

/** The commands whose labels contain a price or a model. */
const NAMING = ['remove-background', 'upscale', 'vectorize', 'vary', 'describe-image'] as const
type NamingCommand = (typeof NAMING)[number]

export interface ImageMenuEntry {
  readonly label: string
  readonly act: () => void
}

type Act = (() => void) | null

/** An image's commands, in any order. Null: not possible now. Disabled in the system's menu, absent in the page's. */
export type ImageMenu = { readonly [C in Exclude<ImageCommand, NamingCommand>]?: Act } & {
  readonly [C in NamingCommand]?: ImageMenuEntry
}

/** Lists the items of a menu of the page. `without`: commands that have buttons next to it. */
export function listMenuItems(
  menu: ImageMenu,
  t: Translation['t'],
  without: readonly ImageCommand[] = [],
): readonly MenuItem[] {
  const entries = new Map(listEntries(menu, t).map((entry) => [entry.command, entry]))
  return CONTEXT_COMMANDS.flatMap((group) =>
    group
      .flatMap((command) => entries.get(command as ImageCommand) ?? [])
      .flatMap(({ command, label, act }) => (act && !without.includes(command) ? [{ command, label, act }] : []))
      .map(({ command, label, act }, index) => ({
        label,
        icon: ICONS[command],
        onChoose: act,
        startsGroup: index === 0,
        ...(command === 'delete-image' && { danger: true }),
        ...(command === 'details' && { shortcut: formatShortcut('I') }),
      })),
  )
}

/** Converts a menu for the system's context menu. */
export function toContextMenu(
  menu: ImageMenu,
  t: Translation['t'],
): { readonly actions: ContextActions; readonly labels: ContextLabels } {
  const entries = listEntries(menu, t)
  return {
    actions: Object.fromEntries(entries.map(({ command, act }) => [command, act])),
    labels: Object.fromEntries(entries.map(({ command, label }) => [command, label])),
  }
}

interface NamedEntry {
  readonly command: ImageCommand
  readonly label: string
  readonly act: Act
}

function listEntries(menu: ImageMenu, t: Translation['t']): readonly NamedEntry[] {
  const commands = Object.keys(ICONS) as readonly ImageCommand[]
  return commands.flatMap((command): NamedEntry[] => {
    if (isNaming(command)) {
      const entry = menu[command]
      return entry ? [{ command, ...entry }] : []
    }
    const act = menu[command]
    return act === undefined ? [] : [{ command, label: t(`imageMenu.${command}`), act }]
  })
}

function isNaming(command: ImageCommand): command is NamingCommand {
  return NAMING.some((naming) => naming === command)
}
