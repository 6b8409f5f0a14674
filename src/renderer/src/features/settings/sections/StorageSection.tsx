import { useTranslation } from '@/i18n/use-translation'
import { cleanKey } from '@shared/clean-key'
import { ConnectionTestLine } from '../ConnectionTestLine'
import { RadioGroup } from '../RadioGroup'
import { SecretField } from '../SecretField'
import { Group, type SettingsSectionProps } from './Section'

export function StorageSection({ view, form, onChange }: SettingsSectionProps) {
  const { t } = useTranslation()
  const typed = cleanKey(form.blobToken.text)
  const token = 'key' in typed ? typed.key : ''
  return (
    <Group title={t('settings.blob.title')} about={t('settings.blob.about')} isTitleShown>
      <SecretField
        label={t('settings.blob.token')}
        removeLabel={t('settings.secret.removeToken')}
        status={view.blobToken}
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
    </Group>
  )
}
