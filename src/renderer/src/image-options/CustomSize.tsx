import { Lock, LockOpen } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { SizeRule } from '@shared/catalogue'
import { ruleProblem, formatSize, snapSize } from '@shared/catalogue/options'
import type { Dimensions, ImageSize } from '@shared/image-options'
import { useFormat } from '@/i18n/use-format'
import { IconButton } from '@/ui/IconButton'
import { NumberField } from '@/ui/NumberField'

interface CustomSizeProps {
  readonly rule: SizeRule
  readonly size: Dimensions
  readonly onChange: (size: ImageSize) => void
}

/**
 * Two number fields for any size. They keep what is typed until they lose focus. The request always uses the nearest
 * possible size; if that differs, the line below shows it and why.
 */
export function CustomSize({ rule, size, onChange }: CustomSizeProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<Dimensions>()
  /** Width divided by height. */
  const [locked, setLocked] = useState<number>()
  const shown = typed ?? size
  const change = (next: Dimensions): void => {
    setTyped(next)
    onChange(formatSize(snapSize(rule, next)))
  }
  const commit = (): void => setTyped(undefined)
  const edge = {
    min: rule.multipleOf,
    max: rule.maxEdge,
    step: rule.multipleOf,
    onCommit: commit,
    isFree: true,
    unit: 'px',
  }
  return (
    <>
      <div className="grid grid-cols-[1fr_auto_1fr] items-end gap-2">
        <NumberField
          isStacked
          label={t('options.width')}
          value={shown.width}
          onChange={(width) => change({ width, height: locked ? Math.round(width / locked) : shown.height })}
          {...edge}
        />
        <IconButton
          icon={locked ? Lock : LockOpen}
          label={t('options.lockRatio')}
          aria-pressed={locked !== undefined}
          onClick={() => setLocked(locked ? undefined : shown.width / Math.max(1, shown.height))}
          className="border border-transparent aria-pressed:border-line-control aria-pressed:bg-selected aria-pressed:text-text"
        />
        <NumberField
          isStacked
          label={t('options.height')}
          value={shown.height}
          onChange={(height) => change({ width: locked ? Math.round(height * locked) : shown.width, height })}
          {...edge}
        />
      </div>
      <p role="status" className="tabular text-12 text-text-muted">
        <SnapNote rule={rule} typed={shown} />
      </p>
    </>
  )
}

/** Explains why the typed size isn't possible and which one is used instead. Otherwise states the rule. */
function SnapNote({ rule, typed }: { readonly rule: SizeRule; readonly typed: Dimensions }) {
  const { t } = useTranslation()
  const format = useFormat()
  const facts = {
    step: rule.multipleOf,
    edge: format.plain(rule.maxEdge),
    aspect: rule.maxAspect,
    least: format.number(rule.minPixels / 1e6),
    most: format.number(rule.maxPixels / 1e6),
  }
  const problem = ruleProblem(rule, typed)
  if (!problem || problem === 'not-offered') return t('options.sizeRule', facts)
  const { width, height } = snapSize(rule, typed)
  return `${t(`options.problem.${problem}`, facts)} ${t('options.snapped', { width, height })}`
}
