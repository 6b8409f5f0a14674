import type { TextModel } from '@shared/catalogue'
import { findService } from '@shared/services'
import { OUTPUT_TOKENS, type ChatSettings, type ReasoningEffort } from '@shared/text-settings'
import { useTranslation } from '@/i18n/use-translation'
import { SelectField } from '@/ui/SelectField'
import { SwitchField } from '@/ui/SwitchField'
import { ImageToolFields } from './ImageToolFields'
import { OptionalNumberField } from './OptionalNumberField'
import { WebSearchField } from './WebSearchField'

interface ModelSettingsProps {
  readonly model: TextModel
  readonly settings: ChatSettings
  readonly onChange: (settings: ChatSettings) => void
}

/** The settings that the chosen model supports. Those of other models of the chat stay as they are. */
export function ModelSettings({ model, settings, onChange }: ModelSettingsProps) {
  const { t } = useTranslation()
  const rule = model.settings ?? {}
  const service = findService(model.service)?.name ?? ''
  if (Object.keys(rule).length === 0) {
    return <p className="text-12 text-text-muted">{t('chatSettings.nothingMore', { model: model.name })}</p>
  }
  const change = (part: Part): void => onChange(withPart(settings, part))
  const { temperature, effort = '', maxOutput, tellsReasoning = false } = settings
  return (
    <section aria-label={model.name} className="flex flex-col gap-3">
      <h3 className="text-13 font-medium">{model.name}</h3>
      {rule.temperature !== undefined && (
        <OptionalNumberField
          label={t('chatSettings.temperature')}
          hint={t('chatSettings.temperatureHint')}
          value={temperature}
          min={0}
          max={rule.temperature}
          step={0.1}
          start={1}
          onChange={(value) => change({ temperature: value })}
        />
      )}
      {rule.efforts && (
        <SelectField<ReasoningEffort | ''>
          label={t('chatSettings.effort')}
          hint={t('chatSettings.effortHint')}
          value={effort !== '' && rule.efforts.includes(effort) ? effort : ''}
          choices={[
            { value: '', label: t('chatSettings.default') },
            ...rule.efforts.map((value) => ({ value, label: value })),
          ]}
          onChange={(value) => change({ effort: value === '' ? undefined : value })}
        />
      )}
      {rule.maxOutput && (
        <OptionalNumberField
          label={t('chatSettings.maxOutput')}
          hint={t('chatSettings.maxOutputHint')}
          value={maxOutput}
          min={OUTPUT_TOKENS.least}
          max={OUTPUT_TOKENS.most}
          step={500}
          start={4000}
          isWhole
          onChange={(value) => change({ maxOutput: value })}
        />
      )}
      {rule.tellsReasoning && (
        <SwitchField
          label={t('chatSettings.tellsReasoning')}
          hint={t('chatSettings.tellsReasoningHint')}
          checked={tellsReasoning}
          onChange={(checked) => change({ tellsReasoning: checked ? true : undefined })}
        />
      )}
      {rule.webSearch && (
        <WebSearchField
          rule={rule.webSearch}
          isOn={settings.webSearch === true}
          onChange={(isOn) => change({ webSearch: isOn ? true : undefined })}
        />
      )}
      {rule.imageTool && (
        <ImageToolFields
          service={model.service}
          tool={settings.imageTool}
          onChange={(imageTool) => change({ imageTool })}
        />
      )}
      {rule.background && (
        <SwitchField
          label={t('chatSettings.background')}
          hint={t('chatSettings.backgroundHint', { service })}
          checked={settings.background === true}
          onChange={(checked) => change({ background: checked ? true : undefined })}
        />
      )}
    </section>
  )
}

type Part = { readonly [Name in keyof ChatSettings]?: ChatSettings[Name] | undefined }

/** Undefined removes a setting. */
function withPart(settings: ChatSettings, part: Part): ChatSettings {
  return Object.fromEntries(
    Object.entries({ ...settings, ...part }).filter(([, value]) => value !== undefined),
  ) as ChatSettings
}
