import { Minus, Plus, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import { parseNumber } from '@/lib/parse-number'
import { Field } from './Field'
import { SpinBox } from './SpinBox'
import '@/i18n/later'

interface NumberFieldProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  /** May be typed after the number: "px", "%". */
  readonly unit?: string
  readonly isStacked?: boolean
  /** With minus and plus buttons, for the pointer. */
  readonly hasButtons?: boolean
  /** Passes typed values on even outside the limits; the receiver explains what happens to them. */
  readonly isFree?: boolean
  readonly onChange: (value: number) => void
  /** Typing is finished: a place to round the value. */
  readonly onCommit?: () => void
}

/**
 * For whole numbers. Typed text stays on screen until it is parsed; the value passed on is always within the limits,
 * and if the two differ, the line below shows which number is used.
 */
export function NumberField({
  label,
  hint,
  value,
  min,
  max,
  step = 1,
  unit,
  isStacked,
  hasButtons,
  isFree,
  ...on
}: NumberFieldProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [draft, setDraft] = useState<string>()
  const reading = draft === undefined ? undefined : parseNumber(draft, { isWhole: true, words: unit ? [unit] : [] })
  const isWrong = reading !== undefined && reading.kind !== 'number' && reading.kind !== 'empty'
  const isBeyond = reading?.kind === 'number' && !isFree && reading.value !== value
  const limit = (next: number): number => (isFree ? Math.max(0, next) : Math.min(max, Math.max(min, next)))
  const stepBy = (steps: number): void => {
    setDraft(undefined)
    on.onChange(Math.min(max, Math.max(min, value + steps * step)))
  }
  const finish = (): void => {
    // Text that couldn't be parsed stays, with the message about it.
    if (!isWrong) setDraft(undefined)
    on.onCommit?.()
  }
  const problem =
    isWrong || isBeyond
      ? t(isWrong ? 'number.notWhole' : 'number.range', {
          min: format.plain(min),
          max: format.plain(max),
          value: format.plain(value),
        })
      : undefined
  return (
    <Field label={label} hint={problem ?? hint} isWrong={problem !== undefined} isStacked={isStacked}>
      {(ids) => (
        <div className="relative">
          <SpinBox
            id={ids.control}
            aria-describedby={ids.hint}
            inputMode="numeric"
            min={min}
            max={max}
            text={draft ?? String(value)}
            value={value}
            isWrong={isWrong}
            onText={(text) => {
              setDraft(text)
              const typed = parseNumber(text, { isWhole: true, words: unit ? [unit] : [] })
              if (typed.kind === 'number') on.onChange(limit(typed.value))
            }}
            onStep={stepBy}
            onCommit={finish}
            className={hasButtons ? 'px-8 text-center' : undefined}
          />
          {hasButtons && (
            <>
              <StepButton icon={Minus} side="left-0" isDisabled={value <= min} onClick={() => stepBy(-1)} />
              <StepButton icon={Plus} side="right-0" isDisabled={value >= max} onClick={() => stepBy(1)} />
            </>
          )}
        </div>
      )}
    </Field>
  )
}

interface StepButtonProps {
  readonly icon: LucideIcon
  readonly side: string
  readonly isDisabled: boolean
  readonly onClick: () => void
}

/** For the pointer only: arrow keys in the box do the same. */
function StepButton({ icon: Icon, side, isDisabled, onClick }: StepButtonProps) {
  return (
    <button
      type="button"
      aria-hidden
      tabIndex={-1}
      disabled={isDisabled}
      onClick={onClick}
      className={`absolute top-0 ${side} flex size-8 items-center justify-center rounded-sm text-text-muted enabled:hover:text-text disabled:opacity-45`}
    >
      <Icon size={14} strokeWidth={1.75} />
    </button>
  )
}
