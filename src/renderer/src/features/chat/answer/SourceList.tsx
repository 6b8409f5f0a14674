import { Search } from 'lucide-react'
import { useId } from 'react'
import type { WebSourcesPart } from '@shared/answer'
import { getSourceHost, type WebSource } from '@shared/web-search'
import { useTranslation } from '@/i18n/use-translation'
import { useKeptState } from '@/lib/use-kept-state'
import { Button } from '@/ui/Button'
import { ExternalLink } from './ExternalLink'
import { FIRST_SOURCES } from './first-sources'
import '@/i18n/later'

interface SourceListProps {
  /** Distinguishes it from others. */
  readonly id: string
  readonly part: WebSourcesPart
}

/** The pages that an answer from the web cites, with their hosts, so that a title can't imitate another site. */
export function SourceList({ id, part }: SourceListProps) {
  const { sources, queries } = part
  const { t } = useTranslation()
  const suggestions = part.suggestions ?? []
  const [isWhole, setWhole] = useKeptState(`sources ${id}`)
  const shown = isWhole ? sources : sources.slice(0, FIRST_SOURCES)
  return (
    <section aria-label={t('sources.title')} className="w-full min-w-0 text-13 text-text-muted" data-selectable>
      {suggestions.length > 0 && <Suggestions suggestions={suggestions} />}
      {queries.length > 0 && suggestions.length === 0 && (
        <p className="pb-1 wrap-anywhere">
          {t('sources.queries', { queries: queries.map((query) => t('sources.query', { query })).join(', ') })}
        </p>
      )}
      {sources.length > 0 && <h4 className="pb-0.5 font-medium text-text">{t('sources.title')}</h4>}
      <ol className="flex flex-col">
        {shown.map((source, index) => (
          <li key={source.url} className="flex min-w-0 items-baseline gap-2 py-0.5">
            <span aria-hidden className="tabular min-w-4 shrink-0">
              {index + 1}.
            </span>
            <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
              <span
                className="-m-1 max-w-[calc(100%+8px)] min-w-0 truncate p-1 [&_a]:text-accent [&_a]:hover:underline"
                dir="auto"
              >
                <ExternalLink href={source.url}>{source.title ?? getSourceHost(source)}</ExternalLink>
              </span>
              {/* Never truncated: its end says whose page it is. */}
              <bdi className="text-12 wrap-anywhere">{getSourceHost(source)}</bdi>
            </span>
          </li>
        ))}
      </ol>
      {shown.length < sources.length && (
        <Button look="quiet" size="small" className="-ml-2.5" onClick={() => setWhole(true)}>
          {t('sources.more', { count: sources.length - shown.length })}
        </Button>
      )}
    </section>
  )
}

/** Search suggestions as links to the service's own results, which its terms require. */
function Suggestions({ suggestions }: { readonly suggestions: readonly WebSource[] }) {
  const { t } = useTranslation()
  const id = useId()
  const [first] = suggestions
  return (
    <div className="flex flex-wrap items-center gap-1.5 pb-2">
      <span id={id} className="pr-0.5">
        {first && t('sources.suggestions', { host: getSourceHost(first) })}
      </span>
      <ul aria-labelledby={id} className="contents">
        {suggestions.map(({ url, title }) => (
          <li
            key={url}
            dir="auto"
            className="flex min-w-0 items-center gap-1.5 rounded-full border border-line-control/60 pl-2.5 text-text hover:bg-hover [&_a]:max-w-full [&_a]:truncate [&_a]:rounded-full [&_a]:py-1 [&_a]:pr-2.5"
          >
            <Search size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-text-muted" />
            <ExternalLink href={url}>{title ?? url}</ExternalLink>
          </li>
        ))}
      </ul>
    </div>
  )
}
