import { useId, type ReactNode } from 'react'
import { classNames } from '@/lib/class-names'

interface FieldProps {
  readonly label: string
  /** One muted line below, read out with the control. */
  readonly hint?: ReactNode
  /** Puts the label above its control, for narrow places. */
  readonly isStacked?: boolean | undefined
  /** The hint describes an error. */
  readonly isWrong?: boolean
  readonly children: (ids: { readonly control: string; readonly hint: string | undefined }) => ReactNode
}

/** A label and its control on one line, as in a panel of options. */
export function Field({ label, hint, isStacked = false, isWrong = false, children }: FieldProps) {
  const control = useId()
  const hintId = useId()
  return (
    <div
      className={isStacked ? 'flex min-w-0 flex-col gap-1' : 'grid grid-cols-[1fr_168px] items-center gap-x-4 gap-y-1'}
    >
      <label htmlFor={control} className="text-13 text-text">
        {label}
      </label>
      {children({ control, hint: hint ? hintId : undefined })}
      {hint && (
        <div id={hintId} className={classNames('col-span-2 text-12', isWrong ? 'text-danger' : 'text-text-muted')}>
          {hint}
        </div>
      )}
    </div>
  )
}
