import { useTranslation } from '@/i18n/use-translation'
import type { Model, ModelId } from '@shared/catalogue'
import type { ModelArrangement } from './arrange-models'

interface RecentModelsProps {
  readonly models: readonly Model[]
  readonly onChoose: (model: ModelId) => void
}

/** Buttons, not options: apart from favorites, each model is in the listbox once. */
export function RecentModels({ models, onChoose }: RecentModelsProps) {
  const { t } = useTranslation()
  return (
    <div role="group" aria-label={t('composer.recent')} className="flex shrink-0 flex-wrap gap-1.5 px-4 pt-2.5 pb-1">
      {models.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          onClick={() => onChoose(id)}
          className="h-6 max-w-full truncate rounded-full border border-line px-2.5 text-12 text-text-muted hover:bg-hover hover:text-text"
        >
          {name}
        </button>
      ))}
    </div>
  )
}

const MOST_RECENT = 3

/** Returns those that are available and not already chosen. */
export function findRecent(
  ids: readonly ModelId[],
  chosen: ModelId | undefined,
  { groups }: ModelArrangement,
): readonly Model[] {
  const wanted = new Set(ids)
  if (chosen) wanted.delete(chosen)
  const usable = new Map<ModelId, Model>()
  for (const { kinds } of groups) {
    for (const part of kinds) {
      for (const { model } of part.offers) if (wanted.has(model.id)) usable.set(model.id, model)
    }
  }
  return [...wanted].flatMap((id) => usable.get(id) ?? []).slice(0, MOST_RECENT)
}
