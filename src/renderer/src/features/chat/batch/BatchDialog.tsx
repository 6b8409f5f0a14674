import { useDeferredValue, useMemo, useRef, useState } from 'react'
import type { BatchDraft } from '@shared/batch/batch'
import { MOST_BATCH_CELLS } from '@shared/batch/batch'
import type { BudgetView } from '@shared/budget'
import { listCaps } from '@shared/budget'
import type { ImageModel, ModelId } from '@shared/catalogue'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import { createId, type BatchId, type ChatId } from '@shared/ids'
import type { ImageOptions } from '@shared/image-options'
import type { InputImage } from '@shared/request'
import { listVariables, shortenVariables } from '@shared/prompt-variables'
import { useFormat } from '@/i18n/use-format'
import { useInputProblem } from '@/i18n/use-input-problem'
import { useTranslation } from '@/i18n/use-translation'
import { useMaskJudgment } from '@/images/mask/judged-masks'
import { Button } from '@/ui/Button'
import { classNames } from '@/lib/class-names'
import { CONTROL } from '@/ui/control-style'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { Field } from '@/ui/Field'
import { NumberField } from '@/ui/NumberField'
import { createTitle } from '../title'
import { AttachedImages } from './AttachedImages'
import { CellTable } from './CellTable'
import { CheckList } from './CheckList'
import { createBatchDraft, findBatchLimit, findShapeName, findVariable, listShapes, outlineBatch } from './plan-batch'
import type { BatchOutline, BatchProblem, BatchWishes } from './plan-batch'
import '@/i18n/later'

export interface OfferedModel {
  readonly model: ImageModel
  readonly connection: string
}

interface BatchDialogProps {
  readonly text: string
  /** The models that are available now. */
  readonly offers: readonly OfferedModel[]
  readonly chosen: readonly ModelId[]
  readonly options: ImageOptions
  /** The images attached to the message box. */
  readonly images: readonly InputImage[]
  readonly budget: BudgetView | undefined
  /** The project that its chat starts in. */
  readonly project: ChatId | undefined
  readonly find: ModelFinder
  /** Rejects if it isn't started. */
  readonly onStart: (draft: BatchDraft) => Promise<void>
  readonly onClose: () => void
}

/** The search finds more. */
const MOST_MODELS_SHOWN = 60
/** From this number on there's a search box. */
const MANY_MODELS = 10

/** Shows everything that a batch would make, with its price, before anything is sent. */
export function BatchDialog({
  text,
  offers,
  chosen,
  options,
  images,
  budget,
  project,
  find,
  onStart,
  onClose,
}: BatchDialogProps) {
  const { t } = useTranslation()
  const [wishes, setWishes] = useState<BatchWishes>(() => ({
    template: text,
    models: chosen.filter((id) => offers.some(({ model }) => model.id === id)),
    shapes: [],
    qualities: [],
    count: 1,
    inputs: images,
  }))
  const [isStarting, setStarting] = useState(false)
  const [ids] = useState(() => ({ id: createId<BatchId>(), chatId: createId<ChatId>() }))
  const change = (part: Partial<BatchWishes>): void => setWishes((before) => ({ ...before, ...part }))
  const models = useMemo(
    () => offers.flatMap(({ model }) => (wishes.models.includes(model.id) ? [model] : [])),
    [offers, wishes.models],
  )
  // Hundreds of cells take milliseconds; typing shouldn't wait for them.
  const settled = useDeferredValue(wishes)
  const mask = useMaskJudgment(settled.inputs)
  const outline = useMemo(
    () => outlineBatch(settled, models, options, find, mask),
    [settled, models, options, find, mask],
  )
  const start = (): void => {
    if (outline.problem || isStarting || settled !== wishes) return
    setStarting(true)
    const chatTitle = t('batch.chatTitle', { prompt: createTitle(shortenVariables(wishes.template)) })
    const place = { ...ids, chatTitle, ...(project && { projectId: project }) }
    onStart(createBatchDraft(outline, wishes, place)).catch(() => setStarting(false))
  }
  return (
    <Dialog
      label={t('batch.title')}
      onDismiss={onClose}
      className="flex max-h-[92vh] w-[min(980px,96vw)] flex-col overflow-hidden rounded-lg bg-surface-raised shadow-float"
    >
      <DialogHeader title={t('batch.new')} closeLabel={t('batch.close')} onClose={onClose} />
      <form
        className="scroll-slim flex min-h-0 grow flex-col gap-4 px-6 pb-1 wide:flex-row"
        onSubmit={(event) => {
          event.preventDefault()
          start()
        }}
        id="batch-form"
      >
        <div className="scroll-slim -mx-1 flex shrink-0 flex-col gap-4 px-1 wide:w-70">
          <Field label={t('batch.prompt')} isStacked hint={<Values template={wishes.template} />}>
            {({ control, hint }) => (
              <textarea
                data-focus-first
                id={control}
                rows={4}
                dir="auto"
                aria-describedby={hint}
                value={wishes.template}
                onChange={(event) => change({ template: event.target.value })}
                className={classNames(CONTROL, 'h-auto min-h-20 resize-y py-2 leading-normal')}
              />
            )}
          </Field>
          {images.length > 0 && (
            <AttachedImages
              images={images}
              areSent={wishes.inputs.length > 0}
              onChange={(areSent) => change({ inputs: areSent ? images : [] })}
            />
          )}
          <ModelChoice offers={offers} chosen={wishes.models} onChange={(ids) => change({ models: ids })} />
          <Options wishes={wishes} models={models} options={options} onChange={change} />
        </div>
        <div className="flex min-h-0 min-w-0 grow flex-col gap-2">
          <p className="tabular text-13">{t('batch.total', { count: outline.count })}</p>
          <CellTable cells={outline.cells} />
        </div>
      </form>
      <Footer {...{ outline, budget, project, isStarting, onClose }} inputs={settled.inputs} />
    </Dialog>
  )
}

/** The values of each variable, so that the user notices a misplaced comma. */
function Values({ template }: { readonly template: string }) {
  const { t } = useTranslation()
  const variables = listVariables(template)
  if (variables.length === 0) return t('batch.variablesHint')
  return (
    <ul>
      {variables.map(({ name, values }) => (
        <li key={name} className="wrap-anywhere">
          {t('batch.values', { name, count: values.length, values: values.join(' · ') })}
        </li>
      ))}
    </ul>
  )
}

interface ModelChoiceProps {
  readonly offers: readonly OfferedModel[]
  readonly chosen: readonly ModelId[]
  readonly onChange: (ids: readonly ModelId[]) => void
}

function ModelChoice({ offers, chosen, onChange }: ModelChoiceProps) {
  const { t } = useTranslation()
  const [query, setQuery] = useState('')
  const search = useRef<HTMLInputElement>(null)
  const words = query.trim().toLowerCase()
  const found = offers.filter(
    ({ model, connection }) => chosen.includes(model.id) || `${model.name} ${connection}`.toLowerCase().includes(words),
  )
  return (
    <div className="flex flex-col gap-2">
      <CheckList
        label={t('batch.models')}
        choices={found
          .slice(0, MOST_MODELS_SHOWN)
          .map(({ model, connection }) => ({ value: model.id, label: model.name, note: connection }))}
        chosen={chosen}
        onChange={onChange}
        className="scroll-slim max-h-40 overflow-y-auto"
      />
      {offers.length > MANY_MODELS && (
        <input
          ref={search}
          type="search"
          aria-label={t('batch.searchModels')}
          placeholder={t('batch.searchModels')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className={CONTROL}
        />
      )}
    </div>
  )
}

interface OptionsProps {
  readonly wishes: BatchWishes
  readonly models: readonly ImageModel[]
  readonly options: ImageOptions
  readonly onChange: (part: Partial<BatchWishes>) => void
}

/** What can be varied besides the prompt: only options that all chosen models support. */
function Options({ wishes, models, options, onChange }: OptionsProps) {
  const { t } = useTranslation()
  const common = findVariable(models)
  if (!common) return null
  const shapes = [...listShapes(common).keys()]
  const current = findShapeName(options)
  return (
    <>
      {shapes.length > 1 && (
        <CheckList
          label={t(common.aspectRatios ? 'batch.ratios' : 'batch.sizes')}
          choices={shapes.map((name) => ({ value: name, label: name }))}
          chosen={wishes.shapes.length > 0 ? wishes.shapes : shapes.filter((name) => name === current)}
          onChange={(chosen) => onChange({ shapes: chosen })}
          className="scroll-slim grid max-h-32 grid-cols-2 overflow-y-auto"
        />
      )}
      {common.qualities.length > 1 && (
        <CheckList
          label={t('batch.qualities')}
          choices={common.qualities.map((value) => ({ value, label: value }))}
          chosen={wishes.qualities.length > 0 ? wishes.qualities : [options.quality]}
          onChange={(qualities) => onChange({ qualities })}
          className="grid grid-cols-2"
        />
      )}
      {common.maxImages > 1 && (
        <NumberField
          label={t('batch.count')}
          value={wishes.count}
          min={1}
          max={common.maxImages}
          onChange={(count) => onChange({ count })}
        />
      )}
    </>
  )
}

interface FooterProps {
  readonly outline: BatchOutline
  readonly inputs: readonly InputImage[]
  readonly budget: BudgetView | undefined
  readonly project: ChatId | undefined
  readonly isStarting: boolean
  readonly onClose: () => void
}

/** The total, whether it fits the caps, and the only button that spends it. */
function Footer({ outline, inputs, budget, project, isStarting, onClose }: FooterProps) {
  const { sum, problem, images } = outline
  const { t } = useTranslation()
  const format = useFormat()
  const amount = format.estimate(sum.estimate) ?? t('money.unknown')
  const price =
    sum.unpriced > 0 && sum.estimate.kind !== 'unknown'
      ? t('money.plusUnknown', { amount, count: sum.unpriced })
      : amount
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2 border-t border-line px-6 py-4">
      <div role="status" className="min-w-0 grow text-13">
        {problem ? (
          <p className="text-warning">
            <ProblemLine problem={problem} inputs={inputs} />
          </p>
        ) : (
          <>
            <p className="tabular font-medium">{t('batch.sum', { count: images, price })}</p>
            <CapLine budget={budget} project={project} sum={sum} />
          </>
        )}
      </div>
      <Button look="plain" onClick={onClose}>
        {t('batch.dismiss')}
      </Button>
      <Button type="submit" form="batch-form" look="primary" disabled={problem !== undefined || isStarting}>
        {/* Nothing to make yet, which isn't the same as free. */}
        {images > 0 ? t('batch.start', { price }) : t('batch.startEmpty')}
      </Button>
    </div>
  )
}

interface ProblemLineProps {
  readonly problem: BatchProblem
  readonly inputs: readonly InputImage[]
}

function ProblemLine({ problem, inputs }: ProblemLineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const describeInputs = useInputProblem()
  switch (problem.kind) {
    case 'open-variables':
      return t('batch.problem.open-variables', { count: problem.names.length, names: problem.names.join(', ') })
    case 'too-many':
      return t('batch.problem.too-many', { number: format.number(problem.count), most: MOST_BATCH_CELLS })
    case 'inputs':
      return describeInputs(problem.problem, problem.model, inputs)
    case 'no-prompt':
    case 'no-model':
    case 'too-long':
    case 'mask-unread':
      return t(`batch.problem.${problem.kind}`)
  }
}

function CapLine({
  budget,
  project,
  sum,
}: {
  readonly budget: BudgetView | undefined
  readonly project: ChatId | undefined
  readonly sum: BatchOutline['sum']
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const limit = findBatchLimit(budget, sum, project)
  if (limit && limit.limit !== 'request') {
    const { amount, left = 0, projectId } = limit
    const money = format.together([left], [amount])
    return (
      <p className="tabular text-12 text-warning">
        {t(projectId ? `batch.exceedsProject.${limit.limit}` : `batch.exceeds.${limit.limit}`, {
          amount: money(amount),
          left: money(left),
        })}
      </p>
    )
  }
  const caps = budget && sum.estimate.kind !== 'free' ? listCaps(budget, project) : []
  if (caps.length === 0) return <p className="text-12 text-text-muted">{t('batch.noCap')}</p>
  return (
    <p className="tabular text-12 text-text-muted">
      {caps
        .map(({ name, amount, counted, reserved, projectId }) => {
          const left = Math.max(0, amount - counted - reserved)
          const money = format.together([left], [amount])
          return t(projectId ? `batch.fitsProject.${name}` : `batch.fits.${name}`, {
            amount: money(amount),
            left: money(left),
          })
        })
        .join(' ')}
    </p>
  )
}
