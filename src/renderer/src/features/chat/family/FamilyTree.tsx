import { nameModel } from '@shared/catalogue/name-model'
import type { AttachmentId, ObjectHash } from '@shared/ids'
import type { ModelId } from '@shared/catalogue'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { classNames } from '@/lib/class-names'
import { Button } from '@/ui/Button'
import type { FamilyImage, FamilyMaker, FamilyStep } from './arrange-family'

interface FamilyTreeProps {
  readonly steps: readonly FamilyStep[]
  /** The image whose family it is. */
  readonly current: AttachmentId
  readonly onShow: (maker: FamilyMaker) => void
  readonly onEdit: (image: FamilyImage, model: ModelId | undefined) => void
}

/** Steps with what was made from them below, as nested lists. */
export function FamilyTree({ steps, ...rest }: FamilyTreeProps) {
  if (steps.length === 0) return null
  return (
    <ul className="flex flex-col gap-1">
      {steps.map((step) => (
        <li key={step.key}>
          <StepRow step={step} {...rest} />
          {step.children.length > 0 && (
            // Very deep families would leave no room for text.
            <div className="mt-1 ml-3 border-l border-line pl-3 max-narrow:ml-1 max-narrow:pl-1.5">
              <FamilyTree steps={step.children} {...rest} />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

interface StepRowProps extends Omit<FamilyTreeProps, 'steps'> {
  readonly step: FamilyStep
}

function StepRow({ step, current, onShow, onEdit }: StepRowProps) {
  const { t } = useTranslation()
  const { images, maker, from, alsoFrom } = step
  const shown = images.find(({ attachmentId }) => attachmentId === current)
  const edited = shown ?? images[0]
  const name = maker?.prompt ?? t('family.brought')
  return (
    <div
      role="group"
      aria-label={name}
      aria-current={shown ? 'true' : undefined}
      className={classNames(
        'flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md p-2',
        shown && 'bg-selected forced-colors:outline',
      )}
    >
      <div className="flex shrink-0 gap-1">
        {images.slice(0, MOST_SHOWN).map((image) => (
          <Thumbnail
            key={image.attachmentId}
            hash={image.hash}
            edge={48}
            alt=""
            className={classNames(
              'size-12 rounded-sm border border-line object-cover',
              images.length > 1 && image === shown && 'outline-2 outline-offset-1 outline-accent',
            )}
          />
        ))}
      </div>
      {/* Without room next to the text, the buttons are below it. */}
      <div className="flex min-w-40 grow basis-0 flex-wrap items-center gap-x-4 gap-y-1">
        <div className="min-w-40 grow basis-0 text-12">
          <p data-selectable title={name} className="line-clamp-2 text-13 wrap-anywhere">
            {name}
          </p>
          <StepFacts step={step} />
          {(from || alsoFrom.length > 0) && (
            <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-text-muted">
              {from && <Source label={t('family.from', { number: from.number })} hashes={[from.hash]} />}
              {alsoFrom.length > 0 && <Source label={t('family.alsoFrom')} hashes={alsoFrom} />}
            </p>
          )}
        </div>
        <div className="-ml-2.5 flex shrink-0 gap-1">
          {maker && !maker.isDeleted && (
            <Button look="quiet" size="small" onClick={() => onShow(maker)}>
              {t('family.show')}
            </Button>
          )}
          {edited && (
            <Button look="quiet" size="small" onClick={() => onEdit(edited, maker?.model)}>
              {t('image.edit')}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}

/** Small images of what a step was made from, with a label. */
function Source({ label, hashes }: { readonly label: string; readonly hashes: readonly ObjectHash[] }) {
  return (
    <span className="flex items-center gap-1">
      {label}
      {hashes.map((hash, index) => (
        <Thumbnail key={index} hash={hash} edge={20} alt="" className="size-5 rounded-sm object-cover" />
      ))}
    </span>
  )
}

/** Four images of an answer suggest what the rest looks like. */
const MOST_SHOWN = 4

/** "GPT Image 2 · $0.053 · 11:43 · Branch: $0.21" */
function StepFacts({
  step: { maker, images, children, branchCost, isBranchCostPartial },
}: {
  readonly step: FamilyStep
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const find = useModelFinder()
  if (!maker) return null
  const { cost } = maker
  const money = format.together([cost ?? 0, branchCost])
  const price = cost === undefined ? t('money.costUnknown') : cost === 0 ? t('money.free') : money(cost)
  const branch = money(branchCost)
  const facts = [
    nameModel(maker.model, find) ?? t('answer.modelUnknown'),
    ...(images.length > MOST_SHOWN ? [t('family.count', { count: images.length })] : []),
    price,
    format.time(maker.createdAt),
    ...(maker.isDeleted ? [t('family.deleted')] : []),
    ...(children.length > 0 && branchCost > 0
      ? [t(isBranchCostPartial ? 'family.branchAtLeast' : 'family.branch', { amount: branch })]
      : []),
  ]
  return (
    <p className="tabular text-text-muted">
      {facts.map((fact, index) => (
        // Lines break after a dot rather than within a fact.
        <span key={index}>
          <span className="inline-block">{index < facts.length - 1 ? `${fact}\u00a0·` : fact}</span>{' '}
        </span>
      ))}
    </p>
  )
}
