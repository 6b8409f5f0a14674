import { Search, Star } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { Model } from '@shared/catalogue'
import { classNames } from '@/lib/class-names'

interface ModelSearchProps {
  readonly ref: RefObject<HTMLInputElement | null>
  readonly query: string
  readonly listId: string
  readonly 'aria-activedescendant': string | undefined
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onSearch: (query: string) => void
  readonly active: Model | undefined
  readonly isFavorite: boolean
  readonly onFavorite: (model: Model) => void
}

/** Keeps focus, so it also handles the list's keys. */
export function ModelSearch({ ref, query, listId, active, isFavorite, ...rest }: ModelSearchProps) {
  const { t } = useTranslation()
  return (
    <div className="relative flex shrink-0 items-center border-b border-line pr-2">
      <Search
        size={16}
        strokeWidth={1.5}
        aria-hidden
        className="pointer-events-none absolute top-3 left-4 text-text-muted"
      />
      <input
        ref={ref}
        type="search"
        aria-label={t('composer.searchModels')}
        aria-controls={listId}
        aria-activedescendant={rest['aria-activedescendant']}
        autoComplete="off"
        spellCheck={false}
        placeholder={t('composer.searchModels')}
        value={query}
        onChange={(event) => rest.onSearch(event.target.value)}
        onKeyDown={rest.onKeyDown}
        className="h-10 min-w-0 grow appearance-none bg-transparent pr-2 pl-10 text-13 focus-visible:outline-none [&::-webkit-search-cancel-button]:hidden"
      />
      {active && (
        // The keyboard's equivalent of the stars in the rows. Visible only when reached by Tab.
        <button
          type="button"
          onClick={() => rest.onFavorite(active)}
          className="sr-only focus-visible:not-sr-only focus-visible:flex! focus-visible:h-7! focus-visible:max-w-[60%]! focus-visible:items-center focus-visible:gap-1.5 focus-visible:rounded-sm focus-visible:px-2! focus-visible:text-12"
        >
          <Star
            size={14}
            strokeWidth={1.5}
            aria-hidden
            className={classNames('shrink-0', isFavorite && 'fill-current')}
          />
          <span className="truncate">
            {t(isFavorite ? 'composer.unstarNamed' : 'composer.starNamed', { model: active.name })}
          </span>
        </button>
      )}
    </div>
  )
}
