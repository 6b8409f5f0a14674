import { TriangleAlert } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { cleanKey } from '@shared/clean-key'
import type { ConnectionView } from '@shared/connections'
import { findService } from '@shared/services'
import { CONTROL } from '@/ui/control-style'
import { NumberField } from '@/ui/NumberField'
import { ConnectionTestLine } from '../ConnectionTestLine'
import { SecretField } from '../SecretField'
import type { ConnectionDraft } from '../settings-form'
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
  const edit = (changed: ConnectionDraft): void =>
    onChange({ connections: form.connections.map((draft) => (draft.id === changed.id ? changed : draft)) })
  return (
    <>
      <KeyStoreNote view={view} />
      {form.connections.map((draft) => {
        const connection = view.connections.find(({ id }) => id === draft.id)
        if (!connection || findService(connection.service)?.key === 'none') return null
        return (
          <ConnectionForm key={draft.id} connection={connection} draft={draft} isWanted={isWanted} onChange={edit} />
        )
      })}
      <NumberField
        label={t('settings.openai.retries')}
        hint={t('settings.openai.retriesHint')}
        value={form.automaticRetries}
        min={0}
        max={MOST_RETRIES}
        onChange={(automaticRetries) => onChange({ automaticRetries })}
      />
    </>
  )
}

interface ConnectionFormProps {
  readonly connection: ConnectionView
  readonly draft: ConnectionDraft
  readonly isWanted: boolean
  readonly onChange: (draft: ConnectionDraft) => void
}

function ConnectionForm({ connection, draft, isWanted, onChange }: ConnectionFormProps) {
  const { t } = useTranslation()
  const [testRequest, setTestRequest] = useState(0)
  const typed = cleanKey(draft.key.text)
  const key = 'key' in typed ? typed.key : ''
  const { id, service } = draft
  const baseUrl = draft.baseUrl.trim()
  return (
    <Group title={draft.name}>
      <SecretField
        label={t('settings.openai.key')}
        removeLabel={t('settings.secret.removeKey')}
        status={connection.key}
        value={draft.key}
        isWanted={isWanted}
        link={{ label: t('settings.openai.getKey'), address: KEYS_PAGE }}
        onPasted={(pasted) => {
          if (mayTestAtOnce(pasted, connection, baseUrl)) setTestRequest(testRequest + 1)
        }}
        onChange={(next) => onChange({ ...draft, key: next })}
      />
      <ConnectionTestLine
        test={{ target: 'connection', connection: { id, service, baseUrl }, ...(key !== '' && { key }) }}
        request={testRequest}
      />
      <AddressField
        connection={connection}
        value={draft.baseUrl}
        onChange={(next) => onChange({ ...draft, baseUrl: next })}
      />
    </Group>
  )
}

/**
 * A pasted key is tried by itself, but never at the service's own address where it may be meant for another server whose
 * address has not been entered yet.
 */
function mayTestAtOnce(key: string, { address }: ConnectionView, typedAddress: string): boolean {
  const isElsewhere = typedAddress !== '' || address.source !== 'default'
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
  readonly connection: ConnectionView
  readonly value: string
  readonly onChange: (value: string) => void
}

function AddressField({ connection: { address, baseUrl }, value, onChange }: AddressFieldProps) {
  const { t } = useTranslation()
  // What is being typed is judged when it is saved or tested.
  const isAsSaved = value.trim() === baseUrl
  const unusable = isAsSaved && address.problem ? address : undefined
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
        placeholder={address.source === 'settings' ? '' : address.value}
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
          {address.variable && value.trim() === ''
            ? t('settings.openai.baseUrlEnvironment', { variable: address.variable })
            : t('settings.openai.baseUrlHint')}
        </p>
      )}
    </div>
  )
}
