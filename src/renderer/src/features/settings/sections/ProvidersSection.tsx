import { TriangleAlert } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import type { ModelId } from '@shared/catalogue'
import { NumberField } from '@/ui/NumberField'
import { ConnectionList } from '../connections/ConnectionList'
import { Group, type SettingsSectionProps } from './Section'

/** The highest number that main accepts. */
const MOST_RETRIES = 5

interface ProvidersSectionProps extends SettingsSectionProps {
  /** Settings were opened for a key. */
  readonly isWanted: boolean
  /** The model that Settings were opened for. */
  readonly model: ModelId | undefined
}

export function ProvidersSection({ isWanted, model, ...parts }: ProvidersSectionProps) {
  const { t } = useTranslation()
  return (
    <>
      <Group title={t('settings.connections.title')}>
        <KeyStoreNote view={parts.view} />
        <ConnectionList {...parts} isWanted={isWanted} model={model} />
      </Group>
      <Group title={t('settings.connections.retriesTitle')}>
        <NumberField
          label={t('settings.connections.retries')}
          hint={t('settings.connections.retriesHint')}
          value={parts.form.automaticRetries}
          min={0}
          max={MOST_RETRIES}
          onChange={(automaticRetries) => parts.onChange({ automaticRetries })}
        />
      </Group>
    </>
  )
}

/** Shown before a key is typed, not only after it's lost. */
function KeyStoreNote({ view: { keyStore } }: Pick<SettingsSectionProps, 'view'>) {
  const { t } = useTranslation()
  if (keyStore === 'available') return null
  return (
    <p className="flex gap-2 rounded-sm bg-surface-field px-3 py-2.5 text-13 forced-colors:border">
      <TriangleAlert size={16} strokeWidth={1.5} aria-hidden className="mt-0.5 shrink-0 text-warning" />
      <span>{t(`settings.keyStore.${keyStore}`)}</span>
    </p>
  )
}
