import {
  Brush,
  Eraser,
  FlipHorizontal2,
  Lasso,
  Redo2,
  SquareDashed,
  Trash2,
  Undo2,
  type LucideIcon,
} from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { formatShortcut } from '@/lib/format-shortcut'
import { Button } from '@/ui/Button'
import { BRUSH_STEPS } from './brush-size'
import type { PainterState } from './painter'
import type { Tool } from './use-pointers'

const TOOLS = [
  ['brush', Brush, 'B'],
  ['eraser', Eraser, 'E'],
  ['rectangle', SquareDashed, 'R'],
  ['lasso', Lasso, 'L'],
] as const satisfies readonly (readonly [Tool, LucideIcon, string])[]

interface MaskToolsProps {
  readonly tool: Tool
  readonly step: number
  /** In image pixels, for display. */
  readonly brush: number
  readonly feather: number
  readonly mostFeather: number
  readonly state: PainterState
  /** `isByKey`: it was chosen with the keyboard, and will be used with it. */
  readonly onTool: (tool: Tool, isByKey: boolean) => void
  readonly onStep: (step: number) => void
  readonly onFeather: (feather: number) => void
  readonly onInvert: () => void
  readonly onClear: () => void
  readonly onUndo: () => void
  readonly onRedo: () => void
  readonly children: ReactNode
}

/** The painting tools and the actions on the mask. */
export function MaskTools({ tool, step, brush, feather, mostFeather, state, children, ...on }: MaskToolsProps) {
  const { t } = useTranslation()
  const redoKeys = formatShortcut('Shift+Z')
  return (
    <div className="@container flex shrink-0 flex-wrap items-center justify-center gap-x-3 gap-y-2 border-t border-line px-4 py-3">
      <div role="group" aria-label={t('mask.tools')} className="flex gap-0.5">
        {TOOLS.map(([name, icon, key]) => (
          <ToolButton
            key={name}
            icon={icon}
            label={t(`mask.${name}`)}
            keys={key}
            isPressed={tool === name}
            onClick={(isByKey) => on.onTool(name, isByKey)}
          />
        ))}
      </div>
      <div className="flex gap-4">
        <Slider
          label={t('mask.brushSize')}
          text={t('mask.pixels', { count: brush })}
          value={step}
          most={BRUSH_STEPS}
          onChange={on.onStep}
        />
        <Slider
          label={t('mask.feather')}
          text={t('mask.pixels', { count: feather })}
          value={feather}
          most={mostFeather}
          onChange={on.onFeather}
        />
      </div>
      <div className="flex gap-0.5">
        <ToolButton icon={FlipHorizontal2} label={t('mask.invert')} keys="I" onClick={on.onInvert} />
        <ToolButton icon={Trash2} label={t('mask.clear')} keys="Del" onClick={on.onClear} />
        <ToolButton
          icon={Undo2}
          label={t('mask.undo')}
          keys={formatShortcut('Z')}
          isDisabled={!state.canUndo}
          onClick={on.onUndo}
        />
        <ToolButton
          icon={Redo2}
          label={t('mask.redo')}
          keys={redoKeys}
          isDisabled={!state.canRedo}
          onClick={on.onRedo}
        />
      </div>
      {children}
    </div>
  )
}

interface ToolButtonProps {
  readonly icon: LucideIcon
  readonly label: string
  /** Empty if there is no shortcut. */
  readonly keys: string
  readonly isPressed?: boolean
  readonly isDisabled?: boolean
  readonly onClick: (isByKey: boolean) => void
}

/** Labeled if there is room. */
export function ToolButton({ icon: Icon, label, keys, isPressed, isDisabled = false, onClick }: ToolButtonProps) {
  return (
    <Button
      look="quiet"
      size="chip"
      aria-label={label}
      aria-pressed={isPressed}
      disabled={isDisabled}
      data-hint={keys === '' ? label : `${label}  ${keys}`}
      // A click by key has a count of 0.
      onClick={({ detail }) => onClick(detail === 0)}
      className="aria-pressed:bg-selected aria-pressed:text-text forced-colors:aria-pressed:border"
    >
      <Icon size={16} strokeWidth={1.5} aria-hidden />
      <span className="@max-[1180px]:hidden">{label}</span>
    </Button>
  )
}

interface SliderProps {
  readonly label: string
  readonly text: string
  readonly value: number
  readonly most: number
  readonly onChange: (value: number) => void
}

function Slider({ label, text, value, most, onChange }: SliderProps) {
  const id = useId()
  return (
    <div className="flex w-30 flex-col gap-0.5 text-12">
      <div className="flex justify-between gap-2">
        <label htmlFor={id}>{label}</label>
        <span aria-hidden className="tabular text-text-muted">
          {text}
        </span>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={most}
        value={Math.round(value)}
        aria-valuetext={text}
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
        className="h-4 w-full accent-accent"
      />
    </div>
  )
}
