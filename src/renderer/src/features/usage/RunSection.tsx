import { useId, useMemo, type RefObject } from 'react'
import type { ModelId } from '@shared/catalogue'
import type { ChatId, RunId } from '@shared/ids'
import type { Spending } from '@shared/spending'
import { useTranslation } from '@/i18n/use-translation'
import { useModelFinder } from '@/bridge/use-model-finder'
import { modelName } from './model-name'
import { RunList } from './RunList'
import { Select } from '@/ui/Select'
import type { ModelSpend } from './spend'
import type { BriefsOf } from './use-briefs'

interface RunSectionProps {
  /** Oldest first. */
  readonly entries: readonly Spending[]
  readonly models: readonly ModelSpend[]
  readonly chosen: ModelId | undefined
  readonly now: number
  readonly scroller: RefObject<HTMLElement | null>
  readonly readBriefs: BriefsOf
  readonly onChoose: (model: ModelId | undefined) => void
  readonly onOpen: (chatId: ChatId, id: RunId) => void
}

/** Every answer of the period, newest first. */
export function RunSection({ entries, models, chosen, now, scroller, readBriefs, onChoose, onOpen }: RunSectionProps) {
  const find = useModelFinder()
  const { t } = useTranslation()
  const id = useId()
  const runs = useMemo(
    () =>
      entries
        .filter(({ model }) => chosen === undefined || model === chosen)
        .toSorted((one, other) => other.at - one.at),
    [entries, chosen],
  )
  const choices = [
    { value: '', label: t('usage.allModels') },
    ...models.map(({ model }) => ({ value: model, label: modelName(model, find) })),
  ]
  return (
    <section aria-labelledby={id} className="pt-10">
      <div className="flex items-center justify-between gap-4 pb-3">
        <h3 id={id} className="tabular text-14 font-semibold">
          <span role="status">{t('usage.runCount', { count: runs.length })}</span>
        </h3>
        <Select
          label={t('usage.ofModel')}
          value={chosen ?? ''}
          choices={choices}
          onChoose={(value) => onChoose(models.find(({ model }) => model === value)?.model)}
        />
      </div>
      {/* Remounts for each filter, so the list starts at its first row. */}
      <RunList key={chosen ?? ''} runs={runs} now={now} scroller={scroller} readBriefs={readBriefs} onOpen={onOpen} />
    </section>
  )
}
