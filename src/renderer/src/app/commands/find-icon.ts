/** The icon of each row in the palette, the same as elsewhere in the app. */
import {
  Archive,
  ArrowDown,
  ArrowUp,
  AtSign,
  BookPlus,
  BookText,
  Bug,
  ChartColumn,
  CircleStop,
  FileDown,
  Command as CommandSign,
  FolderInput,
  FolderPlus,
  Grid2x2Plus,
  Image,
  Images,
  Import,
  Info,
  Keyboard,
  MessageSquare,
  MessageSquareText,
  PanelLeft,
  Pencil,
  Pin,
  Printer,
  RotateCcw,
  Save,
  Search,
  Settings,
  SquarePen,
  TextCursorInput,
  TextSearch,
  Trash2,
  type LucideIcon,
} from 'lucide-react'
import type { Command } from '@shared/shortcuts'
import type { PaletteItem } from './list-items'

const COMMANDS: Readonly<Record<Command, LucideIcon>> = {
  'new-chat': SquarePen,
  'save-image': Save,
  'export-chat': FileDown,
  'print-chat': Printer,
  'import-chats': Import,
  'open-settings': Settings,
  find: TextSearch,
  'search-chats': Search,
  'open-commands': CommandSign,
  'toggle-sidebar': PanelLeft,
  'focus-composer': TextCursorInput,
  'open-gallery': Images,
  'open-prompts': BookText,
  'open-usage': ChartColumn,
  'save-prompt': BookPlus,
  'make-batch': Grid2x2Plus,
  stop: CircleStop,
  'stop-all': CircleStop,
  regenerate: RotateCcw,
  'rename-chat': Pencil,
  'pin-chat': Pin,
  'move-chat': FolderInput,
  'archive-chat': Archive,
  'delete-chat': Trash2,
  'next-chat': ArrowDown,
  'previous-chat': ArrowUp,
  'show-shortcuts': Keyboard,
  'report-problem': Bug,
  about: Info,
}

export function findIcon(item: PaletteItem): LucideIcon {
  switch (item.kind) {
    case 'command':
      return COMMANDS[item.command]
    case 'dialog':
      return { 'new-project': FolderPlus, 'named-images': AtSign }[item.dialog]
    case 'settings':
      return Settings
    case 'model':
      return item.makes === 'image' ? Image : MessageSquareText
    case 'chat':
      return { pinned: Pin, archived: Archive, listed: MessageSquare }[item.place]
  }
}
