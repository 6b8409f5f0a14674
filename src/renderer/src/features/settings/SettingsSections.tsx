import { TriangleAlert } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { SettingsView } from '@shared/settings'
import { CONTROL } from '@/ui/control-style'
import { NumberField } from '@/ui/NumberField'
import { ConnectionTestLine } from './ConnectionTestLine'
import { LocalFiles } from './LocalFiles'
import { RadioGroup } from './RadioGroup'
import { SecretField } from './SecretField'
import { Section } from './Section'
import type { SettingsForm } from './settings-form'
import type { CopiesOf } from './verify-images'

/** What main accepts. */
const MOST_RETRIES = 5

interface SectionProps {
  readonly view: SettingsView
  readonly form: SettingsForm
  readonly onChange: (part: Partial<SettingsForm>) => void
}

export function ProvidersSection({ view, form, onChange }: SectionProps) {
  const { t } = useTranslation()
  const key = form.openaiKey.text.trim()
  const baseUrl = form.openaiBaseUrl.trim()
  return (
    <Section
      group={t('settings.sections.providers')}
      title={t('settings.openai.title')}
      about={t('settings.openai.about')}
    >
      <KeyStoreNote view={view} />
      <SecretField
        label={t('settings.openai.key')}
        removeLabel={t('settings.secret.removeKey')}
        status={view.secrets.openaiKey}
        value={form.openaiKey}
        onChange={(openaiKey) => onChange({ openaiKey })}
      />
      <AddressField view={view} value={form.openaiBaseUrl} onChange={(openaiBaseUrl) => onChange({ openaiBaseUrl })} />
      <NumberField
        label={t('settings.openai.retries')}
        hint={t('settings.openai.retriesHint')}
        value={form.automaticRetries}
        min={0}
        max={MOST_RETRIES}
        onChange={(automaticRetries) => onChange({ automaticRetries })}
      />
      <ConnectionTestLine test={{ target: 'openai', baseUrl, ...(key !== '' && { key }) }} />
    </Section>
  )
}

export function StorageSection({ view, form, onChange }: SectionProps) {
  const { t } = useTranslation()
  const token = form.blobToken.text.trim()
  return (
    <Section group={t('settings.sections.storage')} title={t('settings.blob.title')} about={t('settings.blob.about')}>
      <SecretField
        label={t('settings.blob.token')}
        removeLabel={t('settings.secret.removeToken')}
        status={view.secrets.blobToken}
        value={form.blobToken}
        onChange={(blobToken) => onChange({ blobToken })}
      />
      <RadioGroup
        label={t('settings.blob.access')}
        value={form.blobAccess}
        choices={[
          { value: 'public', label: t('settings.blob.public'), hint: t('settings.blob.publicHint') },
          { value: 'private', label: t('settings.blob.private'), hint: t('settings.blob.privateHint') },
        ]}
        onChange={(blobAccess) => onChange({ blobAccess })}
      />
      <ConnectionTestLine test={{ target: 'blob', access: form.blobAccess, ...(token !== '' && { token }) }} />
    </Section>
  )
}

export function FilesSection({ copiesOf }: { readonly copiesOf: CopiesOf }) {
  const { t } = useTranslation()
  return (
    <Section title={t('settings.files.title')} about={t('settings.files.about')}>
      <LocalFiles copiesOf={copiesOf} />
    </Section>
  )
}

export function AppearanceSection({ form, onChange }: Omit<SectionProps, 'view'>) {
  const { t } = useTranslation()
  return (
    <Section title={t('settings.sections.appearance')}>
      <RadioGroup
        label={t('settings.appearance.theme')}
        value={form.theme}
        choices={(['system', 'light', 'dark'] as const).map((theme) => ({
          value: theme,
          label: t(`settings.appearance.${theme}`),
        }))}
        onChange={(theme) => onChange({ theme })}
      />
    </Section>
  )
}

/** Said before a key is typed, not after it is gone. */
function KeyStoreNote({ view: { keyStore } }: Pick<SectionProps, 'view'>) {
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

function AddressField({ view: { openaiBaseUrl }, value, onChange }: AddressFieldProps) {
  const { t } = useTranslation()
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
        autoComplete="off"
        spellCheck={false}
        placeholder={openaiBaseUrl.source === 'settings' ? '' : openaiBaseUrl.value}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={CONTROL}
      />
      <p id={hintId} className="text-12 text-text-muted">
        {openaiBaseUrl.source === 'environment' && value.trim() === ''
          ? t('settings.openai.baseUrlEnvironment')
          : t('settings.openai.baseUrlHint')}
      </p>
    </div>
  )
}
