import { Layers, Search, SlidersHorizontal, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ModelId } from '@shared/catalogue'
import { nameConnection } from '@shared/connections'
import { nameModel } from '@shared/catalogue/name-model'
import { IMPORTED, parseModelId } from '@shared/services/ids'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useSettingsStore } from '@/bridge/settings-store'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import { hasFilter, NO_FILTER, type Age, type Filter, type RatingFilter, type Shape, type Use } from './filter'
import { CollectionFilter } from './CollectionFilter'
import { FilterSelect } from './FilterSelect'
import { useGallery, useGalleryActions } from './use-gallery'

const RATING_FILTERS: readonly RatingFilter[] = ['any', '1', '2', '3', '4', '5', 'none', 'rejected']
const AGES: readonly Age[] = ['today', 'week', 'month', 'year']
const SHAPES: readonly Shape[] = ['landscape', 'portrait', 'square']
const USES: readonly Use[] = ['edited', 'unedited']
/** With more, searching is better than a list. */
const MOST_CHATS = 500

/** The filters. The less used ones are folded away until needed. */
export function FilterBar() {
  const { t } = useTranslation()
  const { store } = useGalleryActions()
  const filter = useGallery((state) => state.filter)
  const [hasMore, setHasMore] = useState(false)
  const isFiltered = hasFilter({ ...filter, text: '' })
  return (
    <div data-in-use className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 pb-3">
      <SearchBox />
      <ModelSelect filter={filter} />
      <FilterSelect
        label={t('gallery.rating')}
        value={filter.rating}
        choices={RATING_FILTERS.map((value) => ({ value, label: t(`gallery.ratings.${value}`) }))}
        onChoose={(rating) => store.setFilter({ rating })}
      />
      <CollectionFilter />
      <div className="flex">
        <FoldButton />
        <Button
          look="quiet"
          aria-expanded={hasMore}
          className="px-2"
          onClick={() => setHasMore(!hasMore)}
          data-hint={t('gallery.moreFilters')}
          aria-label={t('gallery.moreFilters')}
        >
          <SlidersHorizontal size={16} strokeWidth={1.5} aria-hidden />
        </Button>
      </div>
      {isFiltered && (
        <Button look="accent" className="px-2" onClick={() => store.setFilter({ ...NO_FILTER, text: filter.text })}>
          {t('gallery.clearFilters')}
        </Button>
      )}
      <MoreFilters filter={filter} hasAll={hasMore} />
    </div>
  )
}

function FoldButton() {
  const { t } = useTranslation()
  const { store } = useGalleryActions()
  const isFolding = useGallery((state) => state.isFolding)
  return (
    <Button
      look={isFolding ? 'accent' : 'quiet'}
      aria-pressed={isFolding}
      className="px-2"
      onClick={() => store.setFolding(!isFolding)}
      data-hint={t('gallery.foldVersions')}
      aria-label={t('gallery.foldVersions')}
    >
      <Layers size={16} strokeWidth={1.5} aria-hidden />
    </Button>
  )
}

function SearchBox() {
  const { t } = useTranslation()
  const { store } = useGalleryActions()
  const text = useGallery((state) => state.filter.text)
  return (
    <div className="relative min-w-40 grow basis-44">
      <Search
        size={16}
        strokeWidth={1.5}
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 text-text-muted"
      />
      <input
        type="search"
        aria-label={t('gallery.search')}
        dir="auto"
        placeholder={t('gallery.search')}
        value={text}
        onChange={({ target }) => store.setFilter({ text: target.value })}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') document.querySelector<HTMLElement>('[data-image][tabindex="0"]')?.focus()
          else if (event.key === 'Escape' && text !== '') store.setFilter({ text: '' })
          else return
          event.preventDefault()
        }}
        className="h-8 w-full appearance-none rounded-sm border border-line-control bg-surface-raised pr-8 pl-9 text-13 hover:border-text-muted focus-visible:border-focus focus-visible:outline-offset-0 [&::-webkit-search-cancel-button]:hidden"
      />
      {text !== '' && (
        <IconButton
          icon={X}
          label={t('gallery.clearSearch')}
          hint=""
          size="small"
          className="absolute top-0.5 right-0.5"
          onClick={() => store.setFilter({ text: '' })}
        />
      )}
    </div>
  )
}

const ALL = ''

/** Filters by model. The models that made any of the images, the one with the newest image first. */
function ModelSelect({ filter }: { readonly filter: Filter }) {
  const { t } = useTranslation()
  const { store } = useGalleryActions()
  const find = useModelFinder()
  const images = useGallery((state) => state.images)
  const choices = useMemo(() => {
    const models = [...new Set(images.map(({ model }) => model))]
    // Its last image may have been deleted, but the filter is still active.
    if (filter.model !== undefined && !models.includes(filter.model)) models.push(filter.model)
    return models.map((value) => ({ value, label: nameModel(value, find) ?? t('answer.modelUnknown') }))
  }, [images, filter.model, find, t])
  return (
    <FilterSelect
      label={t('gallery.model')}
      value={filter.model ?? ALL}
      choices={[{ value: ALL, label: t('gallery.allModels') }, ...choices]}
      onChoose={(value) => store.setFilter({ model: value === ALL ? undefined : (value as ModelId) })}
    />
  )
}

interface MoreFiltersProps {
  readonly filter: Filter
  readonly hasAll: boolean
}

/** The less used filters. Active ones are always shown. */
function MoreFilters({ filter, hasAll }: MoreFiltersProps) {
  const { t } = useTranslation()
  const { store, chats } = useGalleryActions()
  const images = useGallery((state) => state.images)
  const connections = useSettingsStore((state) => state.view?.connections)
  const { connection, chat, age, shape, use } = filter
  const used = useMemo(() => {
    const chatIds = new Set(images.map(({ chatId }) => chatId))
    const listed = chats.filter(({ id }) => chatIds.has(id)).slice(0, MOST_CHATS)
    const isUnlisted = chat !== undefined && !listed.some(({ id }) => id === chat)
    const title = chats.find(({ id }) => id === chat)?.title ?? t('gallery.deletedChat')
    return {
      // The chosen chat may have been deleted, but the filter is still active.
      chats: isUnlisted ? [...listed, { id: chat, title }] : listed,
      connections: [
        ...new Set([
          ...images.flatMap(({ model }) => parseModelId(model)?.connection ?? []),
          ...(connection === undefined ? [] : [connection]),
        ]),
      ],
    }
  }, [images, chats, chat, connection, t])
  if (!hasAll && [connection, chat, age, shape, use].every((value) => value === undefined)) return null
  return (
    <div className="flex basis-full flex-wrap gap-2">
      {(hasAll || connection !== undefined) && (
        <FilterSelect
          label={t('gallery.connection')}
          value={filter.connection ?? ALL}
          choices={[
            { value: ALL, label: t('gallery.allConnections') },
            ...used.connections.map((value) => ({
              value,
              label: value === IMPORTED ? t('gallery.imported') : nameConnection(connections ?? [], value),
            })),
          ]}
          onChoose={(value) => store.setFilter({ connection: value === ALL ? undefined : value })}
        />
      )}
      {(hasAll || chat !== undefined) && (
        <FilterSelect
          label={t('gallery.chat')}
          value={filter.chat ?? ALL}
          choices={[
            { value: ALL, label: t('gallery.allChats') },
            ...used.chats.map(({ id, title }) => ({ value: id as string, label: title })),
          ]}
          onChoose={(value) => store.setFilter({ chat: used.chats.find(({ id }) => id === value)?.id })}
        />
      )}
      {(hasAll || age !== undefined) && (
        <FilterSelect
          label={t('gallery.date')}
          value={filter.age ?? ALL}
          choices={choose(AGES, (value) => t(`gallery.ages.${value}`), t('gallery.anyDate'))}
          onChoose={(value) => store.setFilter({ age: value === ALL ? undefined : value })}
        />
      )}
      {(hasAll || shape !== undefined) && (
        <FilterSelect
          label={t('gallery.shape')}
          value={filter.shape ?? ALL}
          choices={choose(SHAPES, (value) => t(`gallery.shapes.${value}`), t('gallery.anyShape'))}
          onChoose={(value) => store.setFilter({ shape: value === ALL ? undefined : value })}
        />
      )}
      {(hasAll || use !== undefined) && (
        <FilterSelect
          label={t('gallery.use')}
          value={filter.use ?? ALL}
          choices={choose(USES, (value) => t(`gallery.uses.${value}`), t('gallery.anyUse'))}
          onChoose={(value) => store.setFilter({ use: value === ALL ? undefined : value })}
        />
      )}
    </div>
  )
}

function choose<Value extends string>(values: readonly Value[], name: (value: Value) => string, all: string) {
  return [
    { value: ALL as Value | typeof ALL, label: all },
    ...values.map((value) => ({ value: value as Value | typeof ALL, label: name(value) })),
  ]
}
