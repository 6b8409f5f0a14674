import { Eye, EyeOff } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { SecretStatus } from '@shared/settings'
import { classNames } from '@/lib/class-names'
import { Button } from '@/ui/Button'
import { CONTROL } from '@/ui/control-style'
import { IconButton } from '@/ui/IconButton'
import { isRemovable, type SecretInput } from './settings-form'

interface SecretFieldProps {
  readonly label: string
  readonly removeLabel: string
  readonly status: SecretStatus
  readonly value: SecretInput
  readonly onChange: (value: SecretInput) => void
}

/** A key is typed here and never read back: below it stands where the present one comes from. */
export function SecretField({ label, removeLabel, status, value, onChange }: SecretFieldProps) {
  const { t } = useTranslation()
  const [visible, setVisible] = useState(false)
  const id = useId()
  const statusId = useId()
  const removable = isRemovable(status)
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-13 font-medium">
        {label}
      </label>
      <div className="flex items-center gap-2">
        <div className="relative grow">
          <input
            id={id}
            type={visible ? 'text' : 'password'}
            aria-describedby={statusId}
            autoComplete="off"
            spellCheck={false}
            placeholder={t(
              status.source === 'none' ? 'settings.secret.placeholderEmpty' : 'settings.secret.placeholderSet',
            )}
            value={value.text}
            onChange={(event) => onChange({ ...value, text: event.target.value })}
            className={classNames(CONTROL, 'pr-9', value.text !== '' && 'font-mono')}
          />
          {value.text !== '' && (
            <IconButton
              icon={visible ? EyeOff : Eye}
              label={t(visible ? 'settings.secret.hide' : 'settings.secret.show')}
              size="small"
              className="absolute top-0.5 right-0.5"
              onClick={() => setVisible(!visible)}
            />
          )}
        </div>
        {removable && (
          <Button
            look={value.remove ? 'outline' : 'danger'}
            onClick={() => onChange({ ...value, remove: !value.remove })}
          >
            {value.remove ? t('settings.secret.keep') : removeLabel}
          </Button>
        )}
      </div>
      <p id={statusId} className="text-12 wrap-anywhere text-text-muted">
        <SecretSentence status={status} value={value} />
      </p>
    </div>
  )
}

function SecretSentence({ status, value }: Pick<SecretFieldProps, 'status' | 'value'>) {
  const { t } = useTranslation()
  if (value.text.trim() !== '' && status.source !== 'none') return t('settings.secret.willReplace')
  if (value.remove) return t('settings.secret.willRemove')
  switch (status.source) {
    case 'environment':
      return t('settings.secret.environment', { variable: status.variable })
    case 'withheld':
      return t('settings.secret.withheld', { savedFor: status.savedFor })
    case 'unusable':
      return status.variable
        ? t('settings.secret.unusableVariable', { variable: status.variable })
        : t('settings.secret.unusable')
    case 'saved':
    case 'session':
    case 'unreadable':
    case 'none':
      return t(`settings.secret.${status.source}`)
  }
}
