import { useTranslation } from '@/i18n/use-translation'
import { RadioGroup } from '../RadioGroup'
import { Section, type SettingsSectionProps } from './Section'

export function AppearanceSection({ form, onChange }: Omit<SettingsSectionProps, 'view'>) {
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
