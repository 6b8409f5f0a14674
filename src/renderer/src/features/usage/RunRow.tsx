import { Image, Text } from 'lucide-react'
import { memo, useState } from 'react'
import type { ObjectHash, RunId } from '@shared/ids'
import type { Spending } from '@shared/spending'
import { useContextMenu } from '@/bridge/use-context-menu'
import { useCostSource } from '@/i18n/use-cost-source'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { copyText } from '@/lib/copy-text'
import { markEstimated } from '@/lib/format-money'
import { formatTime } from './format-period'
import { useModelFinder } from '@/bridge/use-model-finder'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { modelName } from './model-name'
import { getPrice } from './spend'
import type { Brief } from './use-briefs'
import { useAmounts } from './use-amounts'

/** A 40 px thumbnail with padding. All rows have the same height, so that their positions need no measuring. */
export const ROW_HEIGHT = 56

interface RunRowProps {
  readonly run: Spending
  /** Null: no longer in any chat. Undefined: not looked up yet. */
  readonly brief: Brief | null | undefined
  readonly now: number
  readonly index: number
  readonly count: number
  readonly onFocus: (index: number) => void
  readonly onOpen: (id: RunId) => void
}

export const RunRow = memo(function RunRow({ run, brief, now, index, count, onFocus, onOpen }: RunRowProps) {
  const { t } = useTranslation()
  const showContextMenu = useContextMenu()
  return (
    <li
      aria-setsize={count}
      aria-posinset={index + 1}
      style={{ top: index * ROW_HEIGHT, height: ROW_HEIGHT }}
      className="absolute inset-x-0 border-b border-line"
    >
      {/* `aria-disabled`, because a disabled button can't be reached, and the cost of a lost answer should still be
          readable. */}
      <button
        type="button"
        data-row={index}
        aria-disabled={brief === null}
        onFocus={() => onFocus(index)}
        onClick={() => brief !== null && onOpen(run.runId)}
        onContextMenu={(event) =>
          showContextMenu(event, {
            'open-chat': brief === null ? null : () => onOpen(run.runId),
            ...(brief && { 'copy-prompt': () => void copyText(brief.prompt) }),
          })
        }
        className={classNames(
          'tabular -mx-2 flex h-full w-[calc(100%+16px)] items-center gap-3 rounded-sm px-2 text-left text-13 focus-visible:-outline-offset-2',
          'transition-[background-color]',
          brief && 'hover:bg-hover',
        )}
      >
        <RowThumbnail run={run} hash={brief?.image} />
        <span className="sr-only">{t(`usage.kind.${run.kind}`)}</span>
        <RowText run={run} brief={brief} now={now} />
      </button>
    </li>
  )
})

function RowText({ run, brief, now }: Pick<RunRowProps, 'run' | 'brief' | 'now'>) {
  const find = useModelFinder()
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const saySource = useCostSource()
  const amounts = useAmounts({ inColumn: true })
  const price = getPrice(run)
  const source = price.kind === 'exact' ? (run.costSource ?? 'computed') : undefined
  const model = modelName(run.model, find)
  const time = (
    <time dateTime={new Date(run.at).toISOString()} title={format.moment(run.at)}>
      {formatTime(run.at, now, i18n.language)}
    </time>
  )
  return (
    <>
      <span className="flex min-w-0 grow flex-col">
        <span dir="auto" className={classNames('truncate', brief === null && 'text-text-muted')}>
          {brief === null
            ? t(run.purpose ? `usage.purpose.${run.purpose}` : 'usage.gone')
            : (brief?.prompt ?? '\u00a0')}
        </span>
        <span className="truncate text-12 text-text-muted wide:hidden">
          {model} · {time}
        </span>
      </span>
      <span className="hidden w-48 shrink-0 truncate text-text-muted wide:block">{model}</span>
      <span className="hidden w-40 shrink-0 text-right text-text-muted wide:block">{time}</span>
      <span
        data-source={source}
        title={
          source &&
          saySource({ source, ...(run.costEstimate !== undefined && { formerEstimate: run.costEstimate }) }, run.model)
        }
        className={classNames('w-24 shrink-0 text-right', price.kind !== 'exact' && 'text-text-muted')}
      >
        {source === 'estimated' ? markEstimated(amounts.price(price)) : amounts.price(price)}
      </span>
    </>
  )
}

function RowThumbnail({ run, hash }: { readonly run: Spending; readonly hash: ObjectHash | undefined }) {
  const [missing, setMissing] = useState(false)
  const Icon = run.kind === 'image' ? Image : Text
  return (
    <span className="relative flex size-10 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-surface-field text-text-muted">
      {hash && !missing ? (
        <Thumbnail hash={hash} edge={40} alt="" onError={() => setMissing(true)} className="size-full object-cover" />
      ) : (
        <Icon size={16} strokeWidth={1.5} aria-hidden />
      )}
      <span aria-hidden className="pointer-events-none absolute inset-0 rounded-sm border border-line-image" />
    </span>
  )
}
