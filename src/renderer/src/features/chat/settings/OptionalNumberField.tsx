import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import { parseNumber } from '@/lib/parse-number'
import { Field } from '@/ui/Field'
import { SpinBox } from '@/ui/SpinBox'
import '@/i18n/later'

interface OptionalNumberFieldProps {
  readonly label: string
  readonly hint: string
  /** Absent: the model decides, and the box says so. */
  readonly value: number | undefined
  readonly min: number
  readonly max: number
  /** The change per arrow key press. */
  readonly step: number
  /** Where the arrow keys start. */
  readonly start: number
  readonly isWhole?: boolean
  readonly onChange: (value: number | undefined) => void
}

/** A number that may be left to the model. An invalid value is reported below the box and not passed on. */
export function OptionalNumberField({
  label,
  hint,
  value,
  min,
  max,
  step,
  start,
  isWhole = false,
  onChange,
}: OptionalNumberFieldProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [draft, setDraft] = useState<string>()
  const reading = draft === undefined ? undefined : parseNumber(draft, { isWhole })
  const isEmpty = reading?.kind === 'empty'
  const isWrong = reading !== undefined && !isEmpty && !isWithin(reading, min, max)
  const stepBy = (steps: number): void => {
    setDraft(undefined)
    const next = value === undefined ? start : value + steps * step
    // Without binary rounding errors.
    onChange(Number(Math.min(max, Math.max(min, next)).toFixed(2)))
  }
  const problem = isWrong ? t('chatSettings.range', { min: format.number(min), max: format.number(max) }) : undefined
  return (
    <Field label={label} hint={problem ?? hint} isWrong={isWrong}>
      {(ids) => (
        <SpinBox
          id={ids.control}
          aria-describedby={ids.hint}
          inputMode={isWhole ? 'numeric' : 'decimal'}
          placeholder={t('chatSettings.default')}
          min={min}
          max={max}
          text={draft ?? (value === undefined ? '' : format.plain(value))}
          value={value}
          isWrong={isWrong}
          onText={(text) => {
            setDraft(text)
            const typed = parseNumber(text, { isWhole })
            if (typed.kind === 'empty') onChange(undefined)
            else if (isWithin(typed, min, max)) onChange(typed.value)
          }}
          onStep={stepBy}
          // An invalid text stays next to its error message.
          onCommit={() => !isWrong && setDraft(undefined)}
        />
      )}
    </Field>
  )
}

type NumberReading = ReturnType<typeof parseNumber>

function isWithin(
  reading: NumberReading,
  min: number,
  max: number,
): reading is Extract<NumberReading, { kind: 'number' }> {
  return reading.kind === 'number' && reading.value >= min && reading.value <= max
}
