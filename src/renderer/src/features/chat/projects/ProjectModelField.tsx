import type { ModelId } from '@shared/catalogue'
import type { SettingsView } from '@shared/settings'
import { useModelChoices } from '@/bridge/use-model-choices'
import { useTranslation } from '@/i18n/use-translation'
import { ModelField } from '@/ui/ModelField'

interface ProjectModelFieldProps {
  readonly settings: SettingsView
  readonly model: ModelId | undefined
  readonly onChange: (model: ModelId | undefined) => void
}

const USUAL = 'usual'

/** The model that new chats of a project start with. */
export function ProjectModelField({ settings, model, onChange }: ProjectModelFieldProps) {
  const { t } = useTranslation()
  const choices = useModelChoices(settings, model)
  return (
    <ModelField
      label={t('projects.model')}
      value={model ?? USUAL}
      choices={[{ value: USUAL, label: t('projects.usualModel') } as const, ...choices]}
      onChange={(choice) => onChange(choice === USUAL ? undefined : choice)}
    />
  )
}
