import {
  Circle,
  Eraser,
  MousePointer2,
  MoveUpRight,
  Pen,
  Redo2,
  Trash2,
  Type,
  Undo2,
  type LucideIcon,
} from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { formatShortcut } from '@/lib/format-shortcut'
import { ToolButton } from '../mask/MaskTools'
import { MARK_COLOR_NAMES, MARK_COLORS, type MarkColor } from './marks'
import type { MarkTool } from './MarkupStage'

export const MARK_TOOLS = [
  ['select', MousePointer2, 'V'],
  ['arrow', MoveUpRight, 'A'],
  ['circle', Circle, 'C'],
  ['pen', Pen, 'P'],
  ['words', Type, 'T'],
] as const satisfies readonly (readonly [MarkTool, LucideIcon, string])[]

interface MarkupToolsProps {
  readonly tool: MarkTool
  readonly color: MarkColor
  readonly can: { readonly undo: boolean; readonly redo: boolean; readonly remove: boolean; readonly clear: boolean }
  readonly onTool: (tool: MarkTool, isByKey: boolean) => void
  readonly onColor: (color: MarkColor) => void
  readonly onUndo: () => void
  readonly onRedo: () => void
  readonly onRemove: () => void
  readonly onClear: () => void
  readonly children: ReactNode
}

/** Drawing tools and the actions on the marks. */
export function MarkupTools({ tool, color, can, children, ...on }: MarkupToolsProps) {
  const { t } = useTranslation()
  const group = useId()
  return (
    <div className="@container flex shrink-0 flex-wrap items-center justify-center gap-x-4 gap-y-2 border-t border-line px-4 py-3">
      <div role="group" aria-label={t('markup.tools')} className="flex gap-0.5">
        {MARK_TOOLS.map(([name, icon, key]) => (
          <ToolButton
            key={name}
            icon={icon}
            label={t(`markup.${name}`)}
            keys={key}
            isPressed={tool === name}
            onClick={(isByKey) => on.onTool(name, isByKey)}
          />
        ))}
      </div>
      <div role="radiogroup" aria-label={t('markup.color')} className="flex items-center gap-1">
        {MARK_COLOR_NAMES.map((name) => (
          <input
            key={name}
            type="radio"
            name={group}
            aria-label={t(`markup.colors.${name}`)}
            data-hint={t(`markup.colors.${name}`)}
            checked={name === color}
            onChange={() => on.onColor(name)}
            style={{ backgroundColor: MARK_COLORS[name] }}
            className="size-6 appearance-none rounded-full border border-line-control forced-color-adjust-none checked:shadow-[inset_0_0_0_3px_var(--color-surface)] checked:border-2 checked:border-text"
          />
        ))}
      </div>
      <div className="flex gap-0.5">
        <ToolButton
          icon={Eraser}
          label={t('markup.remove')}
          keys="Del"
          isDisabled={!can.remove}
          onClick={on.onRemove}
        />
        <ToolButton icon={Trash2} label={t('markup.clear')} keys="" isDisabled={!can.clear} onClick={on.onClear} />
        <ToolButton
          icon={Undo2}
          label={t('markup.undo')}
          keys={formatShortcut('Z')}
          isDisabled={!can.undo}
          onClick={on.onUndo}
        />
        <ToolButton
          icon={Redo2}
          label={t('markup.redo')}
          keys={formatShortcut('Shift+Z')}
          isDisabled={!can.redo}
          onClick={on.onRedo}
        />
      </div>
      {children}
    </div>
  )
}
