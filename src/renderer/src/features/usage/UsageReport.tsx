import { useMemo, useState, type RefObject } from 'react'
import type { Limits } from '@shared/budget'
import { dayAt, monthAt } from '@shared/calendar'
import type { ModelId } from '@shared/catalogue'
import type { ChatId, RunId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { ofProjects, type ProjectFilter, type UsageProject } from './by-project'
import { CostSources } from './CostSources'
import { Figures } from './Figures'
import { formatPeriod } from './format-period'
import { ModelTable } from './ModelTable'
import { getPeriod, listSteps, type PeriodName } from './period'
import { PeriodSelect } from './PeriodSelect'
import { ProjectSelect } from './ProjectSelect'
import { projectMonth } from './projection'
import { RunSection } from './RunSection'
import { assignShades } from './series'
import { SpendSection } from './SpendSection'
import { spendByModel, spendBySteps, sumBySource, summarise, within } from './spend'
import { Uncounted } from './Uncounted'
import type { BriefsOf } from './use-briefs'
import type { Spendings } from './use-spendings'

interface UsageReportProps {
  /** The selected period, which may still be loading. The figures belong to the one that was loaded. */
  readonly chosenName: PeriodName
  readonly spendings: Extract<Spendings, { status: 'read' }>
  /** The overall caps. */
  readonly limits: Limits
  readonly projects: readonly UsageProject[]
  readonly filter: ProjectFilter
  /** The projects that pass the filter: see `listWanted`. */
  readonly wanted: readonly (ChatId | null)[] | undefined
  readonly scroller: RefObject<HTMLElement | null>
  readonly readBriefs: BriefsOf
  readonly onChoose: (name: PeriodName) => void
  readonly onFilter: (filter: ProjectFilter) => void
  readonly onOpen: (chatId: ChatId, id: RunId) => void
  readonly onClose: () => void
}

const NO_LIMITS: Limits = { dailyCap: null, monthlyCap: null, askAbove: null }

export function UsageReport({
  chosenName,
  spendings,
  limits: allLimits,
  projects,
  filter,
  wanted,
  scroller,
  readBriefs,
  onChoose,
  onFilter,
  onOpen,
  onClose,
}: UsageReportProps) {
  const { t, i18n } = useTranslation()
  const [chosen, setChosen] = useState<ModelId>()
  const { name, now } = spendings
  const entries = useMemo(() => ofProjects(spendings.entries, wanted), [spendings.entries, wanted])
  const limits = filter === 'all' ? allLimits : (projects.find(({ id }) => id === filter)?.limits ?? NO_LIMITS)
  const period = useMemo(() => getPeriod(name, now), [name, now])
  const shown = useMemo(() => within(entries, period), [entries, period])
  const total = useMemo(() => summarise(shown), [shown])
  const steps = useMemo(() => spendBySteps(shown, listSteps(period)), [shown, period])
  const models = useMemo(() => spendByModel(shown), [shown])
  const sources = useMemo(() => sumBySource(shown), [shown])
  const month = useMemo(() => {
    const whole = monthAt(now)
    const sum = summarise(within(entries, whole))
    return { sum, projected: projectMonth(sum.known, whole, now) }
  }, [entries, now])
  const today = useMemo(() => summarise(within(entries, dayAt(now))), [entries, now])
  // If another period has no answers of the model, it's deselected, and selected again when they are back.
  const model = models.some((each) => each.model === chosen) ? chosen : undefined
  const shades = useMemo(() => assignShades(models, model), [models, model])
  const title = formatPeriod(name, period, i18n.language)
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 pt-6 pb-5 narrow:pt-8">
        <h2 className="min-w-0 text-20 font-medium">{title}</h2>
        <div data-in-use className="flex min-w-0 flex-wrap gap-2">
          <ProjectSelect filter={filter} projects={projects} entries={spendings.entries} onChoose={onFilter} />
          <PeriodSelect name={chosenName} onChoose={onChoose} />
        </div>
      </div>
      {shown.length === 0 ? (
        <div className="flex flex-wrap items-center justify-between gap-4 border-t border-line pt-5">
          <p className="text-13 text-text-muted">
            {t(filter === 'all' ? 'usage.nothing' : 'usage.nothingHere', { period: title })}
          </p>
          <Button onClick={onClose}>{t('usage.back')}</Button>
        </div>
      ) : (
        <>
          <Figures total={total} today={today} month={month} limits={limits} isThisMonth={name === 'this-month'} />
          <CostSources sums={sources} />
          <Uncounted total={total} />
          <SpendSection steps={steps} step={period.step} shades={shades} total={total} title={title} limits={limits} />
          <ModelTable models={models} total={total} shades={shades} chosen={model} onChoose={setChosen} />
          <RunSection
            key={filter}
            entries={shown}
            models={models}
            chosen={model}
            now={now}
            scroller={scroller}
            readBriefs={readBriefs}
            onChoose={setChosen}
            onOpen={onOpen}
          />
        </>
      )}
    </>
  )
}
