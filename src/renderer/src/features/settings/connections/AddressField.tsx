import { TriangleAlert } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { ServerAddress } from '@shared/connections'
import { findService } from '@shared/services'
import type { ServiceId } from '@shared/services/ids'
import { CONTROL } from '@/ui/control-style'
import { describeBadAddress } from '../describe-refusal'

interface AddressFieldProps {
  readonly service: ServiceId
  /** "Address" if absent. */
  readonly label?: string
  /** The address in use. */
  readonly address: ServerAddress
  readonly isAsSaved: boolean
  readonly value: string
  readonly onChange: (value: string) => void
}

export function AddressField({ service, label, address, isAsSaved, value, onChange }: AddressFieldProps) {
  const { t } = useTranslation()
  // An address being typed is only judged when saved or tested.
  const unusable = isAsSaved && address.problem ? address : undefined
  const facts = findService(service)
  const hint =
    facts?.address === undefined
      ? t('settings.connections.addressHint')
      : t('settings.connections.ownAddressHint', { name: facts.name })
  const id = useId()
  const hintId = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-13 font-medium">
        {label ?? t('settings.connections.address')}
      </label>
      <input
        id={id}
        type="url"
        inputMode="url"
        aria-describedby={hintId}
        aria-invalid={unusable !== undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={address.source === 'settings' ? '' : address.value}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={CONTROL}
      />
      {unusable?.problem ? (
        <p id={hintId} role="alert" className="flex gap-1.5 text-12 wrap-anywhere text-danger">
          <TriangleAlert size={14} strokeWidth={1.5} aria-hidden className="mt-px shrink-0" />
          <span>
            {unusable.variable && `${t('settings.connections.badAddressFrom', { variable: unusable.variable })} `}
            {describeBadAddress(t, { value: unusable.value, problem: unusable.problem })}
          </span>
        </p>
      ) : (
        <p id={hintId} className="text-12 text-text-muted">
          {address.variable && value.trim() === ''
            ? t('settings.connections.baseUrlEnvironment', { variable: address.variable })
            : hint}
        </p>
      )}
    </div>
  )
}
