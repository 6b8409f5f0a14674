import { useId, useMemo, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { ConnectionView, ModelType } from '@shared/connections'
import { findService } from '@shared/services'
import { getServiceId } from '@shared/services/ids'
import { CONTROL } from '@/ui/control-style'

const TYPES: readonly ModelType[] = ['image', 'text', 'hidden']
/** More rows than anyone reads at once: the search finds the others. */
const MOST_ROWS = 100

interface ModelTypesProps {
  readonly connection: ConnectionView
  readonly types: Readonly<Record<string, ModelType>>
  readonly onChange: (types: Readonly<Record<string, ModelType>>) => void
}

/** What each model of this server makes: guessed from its name until it is chosen. */
export function ModelTypes({ connection, types, onChange }: ModelTypesProps) {
  const { t } = useTranslation()
  const titleId = useId()
  const [query, setQuery] = useState('')
  const names = useMemo(() => connection.listing?.models.map(({ name }) => name) ?? [], [connection.listing])
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = names.filter((name) => words.every((word) => name.toLowerCase().includes(word)))
  if (names.length === 0) {
    return <p className="text-12 text-text-muted">{t('settings.connections.noModels')}</p>
  }
  return (
    <div className="flex flex-col gap-1.5">
      <h5 id={titleId} className="text-13 font-medium">
        {t('settings.connections.models')}
      </h5>
      {names.length > 10 && (
        <input
          type="search"
          aria-label={t('settings.connections.searchModels')}
          placeholder={t('settings.connections.searchModels')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className={CONTROL}
        />
      )}
      <ul aria-labelledby={titleId} className="flex max-h-64 flex-col overflow-y-auto rounded-sm border border-line">
        {found.slice(0, MOST_ROWS).map((name) => (
          <li
            key={name}
            aria-label={name}
            className="flex items-center gap-3 py-1 pr-1 pl-2.5 not-first:border-t not-first:border-line"
          >
            <span className="min-w-0 grow truncate text-13" title={name}>
              {name}
            </span>
            <select
              aria-label={t('settings.connections.type')}
              value={types[name] ?? guessType(connection.id, name)}
              onChange={(event) => onChange({ ...types, [name]: TYPES[event.target.selectedIndex] ?? 'hidden' })}
              className="h-7 rounded-sm border border-line-control bg-surface-raised px-2 text-13"
            >
              {TYPES.map((type) => (
                <option key={type} value={type} className="bg-surface-raised text-text">
                  {t(`settings.connections.types.${type}`)}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      {found.length > MOST_ROWS && (
        <p className="text-12 text-text-muted">
          {t('settings.connections.moreModels', { count: found.length - MOST_ROWS })}
        </p>
      )}
    </div>
  )
}

function guessType(connection: string, name: string): ModelType {
  return findService(getServiceId(connection))?.describe(name)?.kind ?? 'hidden'
}
