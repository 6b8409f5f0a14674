import { listModels, RECOMMENDED_MEANING, RECOMMENDED_MODEL, type ImageModel } from '@shared/catalogue'
import { estimateToolImage } from '@shared/request-cost'
import { MOST_TOOL_IMAGES, TOOL_QUALITIES, type ImageToolSettings } from '@shared/text-settings'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { SelectField } from '@/ui/SelectField'
import { SwitchField } from '@/ui/SwitchField'

interface ImageToolFieldsProps {
  readonly service: string
  /** Absent: images in chat are off. */
  readonly tool: ImageToolSettings | undefined
  readonly onChange: (tool: ImageToolSettings | undefined) => void
}

/** Lets a text model make images while it answers: with which model, at which quality, and what each costs. */
export function ImageToolFields({ service, tool, onChange }: ImageToolFieldsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const models = listToolModels(service)
  const usual = models.find(({ id }) => id === RECOMMENDED_MEANING) ?? models[0]
  const price = tool && format.estimate(estimateToolImage(tool))
  if (!usual) return null
  return (
    <>
      <SwitchField
        label={t('chatSettings.imageTool')}
        hint={t('chatSettings.imageToolHint', { count: MOST_TOOL_IMAGES })}
        checked={tool !== undefined}
        onChange={(checked) => onChange(checked ? { model: usual.id, quality: 'medium' } : undefined)}
      />
      {tool && (
        <SelectField
          label={t('chatSettings.imageModel')}
          value={tool.model}
          choices={models.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(model) => onChange({ ...tool, model })}
        />
      )}
      {tool && (
        <SelectField
          label={t('chatSettings.imageQuality')}
          hint={price && t('chatSettings.imagePrice', { price })}
          value={tool.quality}
          choices={TOOL_QUALITIES.map((value) => ({ value, label: value }))}
          onChange={(quality) => onChange({ ...tool, quality })}
        />
      )}
    </>
  )
}

/** The models that are still available and have a known price, since the maximum cost of an answer must be known. */
function listToolModels(service: string): readonly ImageModel[] {
  return listModels().filter(
    (model): model is ImageModel =>
      model.kind === 'image' &&
      model.service === service &&
      model.connection === service &&
      model.id !== RECOMMENDED_MODEL &&
      model.prices !== undefined &&
      model.shutdown === undefined,
  )
}
