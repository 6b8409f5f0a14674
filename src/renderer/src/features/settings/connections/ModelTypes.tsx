import { useId, useMemo, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { ConnectionView, ModelType } from '@shared/connections'
import { findService } from '@shared/services'
import { getServiceId } from '@shared/services/ids'
import { CONTROL } from '@/ui/control-style'
import { Select } from '@/ui/Select'
import { WindowBox } from './WindowBox'
import type { WindowTexts } from './window-texts'

const TYPES: readonly ModelType[] = ['image', 'text', 'hidden']
/** More rows than anyone reads; the search finds the others. */
const MOST_ROWS = 100

interface ModelTypesProps {
  readonly connection: ConnectionView
  readonly types: Readonly<Record<string, ModelType>>
  readonly windows: WindowTexts
  readonly onChange: (types: Readonly<Record<string, ModelType>>) => void
  readonly onWindows: (windows: WindowTexts) => void
}

/**
 * Sets what each model of this server makes, guessed from its name until then, and the context windows of text models,
 * which only some servers report.
 */
export function ModelTypes({ connection, types, windows, onChange, onWindows }: ModelTypesProps) {
  const { t } = useTranslation()
  const titleId = useId()
  const hintId = useId()
  const [query, setQuery] = useState('')
  const listed = useMemo(
    () => new Map(connection.listing?.models.map(({ name, facts }) => [name, facts?.contextTokens])),
    [connection.listing],
  )
  const names = [...listed.keys()]
  const findType = (name: string): ModelType => types[name] ?? guessType(connection.id, name)
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
      <p id={hintId} className="text-12 text-text-muted">
        {t('settings.connections.windowHint')}
      </p>
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
      <ul
        aria-labelledby={titleId}
        aria-describedby={hintId}
        className="flex max-h-64 flex-col overflow-y-auto rounded-sm border border-line"
      >
        {found.slice(0, MOST_ROWS).map((name) => (
          <li
            key={name}
            aria-label={name}
            className="flex items-center gap-3 py-1 pr-1 pl-2.5 not-first:border-t not-first:border-line"
          >
            <span className="min-w-0 grow truncate text-13" title={name}>
              {name}
            </span>
            {findType(name) === 'text' && (
              <WindowBox
                text={windows[name] ?? ''}
                listed={listed.get(name)}
                onChange={(text) => onWindows({ ...windows, [name]: text })}
              />
            )}
            <Select
              label={t('settings.connections.type')}
              value={findType(name)}
              choices={TYPES.map((type) => ({ value: type, label: t(`settings.connections.types.${type}`) }))}
              onChoose={(type) => onChange({ ...types, [name]: type })}
            />
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
