import { TriangleAlert } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { cleanKey } from '@shared/clean-key'
import type { SettingsView } from '@shared/settings'
import { CONTROL } from '@/ui/control-style'
import { NumberField } from '@/ui/NumberField'
import { ConnectionTestLine } from '../ConnectionTestLine'
import { SecretField } from '../SecretField'
import { Group, type SettingsSectionProps } from './Section'

/** What main accepts. */
const MOST_RETRIES = 5

const KEYS_PAGE = 'https://platform.openai.com/api-keys'

interface ProvidersSectionProps extends SettingsSectionProps {
  /** Settings were opened for a key. */
  readonly isWanted: boolean
}

export function ProvidersSection({ view, form, isWanted, onChange }: ProvidersSectionProps) {
  const { t } = useTranslation()
  const [testRequest, setTestRequest] = useState(0)
  const typed = cleanKey(form.openaiKey.text)
  const key = 'key' in typed ? typed.key : ''
  const baseUrl = form.openaiBaseUrl.trim()
  return (
    <Group title={t('settings.openai.title')}>
      <KeyStoreNote view={view} />
      <SecretField
        label={t('settings.openai.key')}
        removeLabel={t('settings.secret.removeKey')}
        status={view.secrets.openaiKey}
        value={form.openaiKey}
        isWanted={isWanted}
        link={{ label: t('settings.openai.getKey'), address: KEYS_PAGE }}
        onPasted={(pasted) => {
          if (mayTestAtOnce(pasted, view, baseUrl)) setTestRequest(testRequest + 1)
        }}
        onChange={(openaiKey) => onChange({ openaiKey })}
      />
      <ConnectionTestLine test={{ target: 'openai', baseUrl, ...(key !== '' && { key }) }} request={testRequest} />
      <AddressField view={view} value={form.openaiBaseUrl} onChange={(openaiBaseUrl) => onChange({ openaiBaseUrl })} />
      <NumberField
        label={t('settings.openai.retries')}
        hint={t('settings.openai.retriesHint')}
        value={form.automaticRetries}
        min={0}
        max={MOST_RETRIES}
        onChange={(automaticRetries) => onChange({ automaticRetries })}
      />
    </Group>
  )
}

/**
 * A pasted key is tried by itself, but never at OpenAI where it may be meant for another server whose address has not
 * been entered yet.
 */
function mayTestAtOnce(key: string, { openaiBaseUrl }: SettingsView, typedAddress: string): boolean {
  const isElsewhere = typedAddress !== '' || openaiBaseUrl.source !== 'default'
  return isElsewhere || /^sk-(?!ant-|or-)/.test(key)
}

/** Said before a key is typed, not after it is gone. */
function KeyStoreNote({ view: { keyStore } }: Pick<SettingsSectionProps, 'view'>) {
  const { t } = useTranslation()
  if (keyStore === 'available') return null
  return (
    <p className="flex gap-2 rounded-sm bg-surface-field px-3 py-2.5 text-13">
      <TriangleAlert size={16} strokeWidth={1.5} aria-hidden className="mt-0.5 shrink-0 text-warning" />
      <span>{t(`settings.keyStore.${keyStore}`)}</span>
    </p>
  )
}

interface AddressFieldProps {
  readonly view: SettingsView
  readonly value: string
  readonly onChange: (value: string) => void
}

function AddressField({ view: { openaiBaseUrl, settings }, value, onChange }: AddressFieldProps) {
  const { t } = useTranslation()
  // What is being typed is judged when it is saved or tested.
  const isAsSaved = value.trim() === settings.openaiBaseUrl
  const unusable = isAsSaved && openaiBaseUrl.problem ? openaiBaseUrl : undefined
  const id = useId()
  const hintId = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-13 font-medium">
        {t('settings.openai.baseUrl')}
      </label>
      <input
        id={id}
        type="url"
        inputMode="url"
        aria-describedby={hintId}
        aria-invalid={unusable !== undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={openaiBaseUrl.source === 'settings' ? '' : openaiBaseUrl.value}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={CONTROL}
      />
      {unusable?.problem ? (
        <p id={hintId} role="alert" className="flex gap-1.5 text-12 wrap-anywhere text-danger">
          <TriangleAlert size={14} strokeWidth={1.5} aria-hidden className="mt-px shrink-0" />
          <span>
            {unusable.variable && `${t('settings.openai.badAddressFrom', { variable: unusable.variable })} `}
            {t(`settings.openai.badAddress.${unusable.problem}`, { address: unusable.value })}
          </span>
        </p>
      ) : (
        <p id={hintId} className="text-12 text-text-muted">
          {openaiBaseUrl.variable && value.trim() === ''
            ? t('settings.openai.baseUrlEnvironment', { variable: openaiBaseUrl.variable })
            : t('settings.openai.baseUrlHint')}
        </p>
      )}
    </div>
  )
}
