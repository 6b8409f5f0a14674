import { useId } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { CONTROL } from '@/ui/control-style'

interface NameFieldProps {
  readonly value: string
  readonly isTaken: boolean
  readonly onChange: (value: string) => void
}

export function NameField({ value, isTaken, onChange }: NameFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const noteId = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-13 font-medium">
        {t('settings.connections.name')}
      </label>
      <input
        id={id}
        dir="auto"
        type="text"
        autoComplete="off"
        spellCheck={false}
        maxLength={60}
        aria-invalid={isTaken || undefined}
        aria-describedby={isTaken ? noteId : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={CONTROL}
      />
      {isTaken && (
        <p id={noteId} className="text-12 text-danger">
          {t('settings.connections.problem.name-taken')}
        </p>
      )}
    </div>
  )
}
