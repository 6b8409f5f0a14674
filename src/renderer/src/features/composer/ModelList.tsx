import {
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { Model, ModelId } from '@shared/catalogue'
import type { ConnectionView } from '@shared/connections'
import { getLifetime, type Offer } from '@shared/catalogue/offers'
import type { ImageOptions } from '@shared/image-options'
import { Popover } from '@/ui/Popover'
import { arrangeModels, findModels, listLocked, type ModelArrangement } from './arrange-models'
import { findNextRow, useTypeahead } from './model-list-keys'
import { ModelListFooter } from './ModelListFooter'
import { ModelOption } from './ModelOption'
import { ModelSearch } from './ModelSearch'
import {
  FAVORITES,
  GROUP_GAP,
  HEADING_HEIGHT,
  pickDrawn,
  placeModels,
  ROW_HEIGHT,
  TITLE_HEIGHT,
  UNAVAILABLE,
  type PlacedGroup,
} from './place-models'
import { useDrawnRows, useStillRow } from './use-drawn-rows'
import '@/i18n/later'

export interface ModelListProps {
  readonly anchor: RefObject<HTMLElement | null>
  readonly offers: readonly Offer[]
  readonly chosen: ModelId
  /** Models of the latest chats, latest first. */
  readonly recentIds: () => readonly ModelId[]
  readonly favoriteModels: readonly ModelId[]
  readonly options: ImageOptions
  readonly promptLength: number
  /** How many images go along. */
  readonly inputs: number
  readonly connections: readonly ConnectionView[]
  readonly onChoose: (model: ModelId) => void
  readonly onFavorite: (model: ModelId, isFavorite: boolean) => void
  readonly onAddKey: () => void
  readonly onClose: () => void
}

/**
 * A listbox, and above a long one a search that keeps the focus. Servers list thousands of models, so only the rows in
 * view are drawn. What the server lacks is folded away; for what lacks a key, the foot has the one thing that helps.
 */
export function ModelList({ anchor, offers, chosen, options, promptLength, favoriteModels, ...rest }: ModelListProps) {
  const { t } = useTranslation()
  const baseId = useId()
  const [now] = useState(() => Date.now())
  const [query, setQuery] = useState('')
  const [isUnfolded, setUnfolded] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const { connections } = rest
  const all = useMemo(
    () => arrangeModels(offers, { now, connections, favoriteModels }),
    [offers, now, connections, favoriteModels],
  )
  const arranged = useMemo(() => findModels(all, connections, query), [all, connections, query])
  const places = useMemo(() => placeModels(arranged, isUnfolded), [arranged, isUnfolded])
  const { rows, choosable } = places
  // Of a favorite, which is in the list twice, the first one.
  const chosenRow = useMemo(() => rows.findIndex(({ offer }) => offer.model.id === chosen), [rows, chosen])
  const [recent] = useState(() => findRecent(rest.recentIds(), chosen, all))
  const [wanted, setActive] = useState(rows[chosenRow]?.key)
  const found = wanted === undefined ? -1 : places.find(wanted)
  const active = found >= 0 && found < choosable ? found : choosable > 0 ? 0 : -1
  const activeModel = rows[active]?.offer.model
  const { view, handleScroll, reveal } = useDrawnRows(list, places, chosenRow)
  const typeAhead = useTypeahead(rows, choosable)
  useStillRow(list, rows[active], query)
  useLayoutEffect(() => (search.current ?? list.current)?.focus({ preventScroll: true }), [])

  const getRowId = (key: string): string => `${baseId}-${encodeURIComponent(key)}`
  const isFavorite = (model: ModelId): boolean => favoriteModels.includes(model)
  const toggleFavorite = ({ id }: Model): void => rest.onFavorite(id, !isFavorite(id))
  const moveTo = (row: number): void => {
    setActive(rows[row]?.key)
    reveal(row)
  }

  const handleKey = (event: KeyboardEvent): void => {
    const { key } = event
    const next = findNextRow(key, { active, count: choosable, hasText: query !== '' }) ?? typeAhead(event, active)
    if (next !== undefined) moveTo(next)
    else if (key === 'Enter' && activeModel && !event.nativeEvent.isComposing) rest.onChoose(activeModel.id)
    else return
    event.preventDefault()
  }

  const findPointed = ({ target }: MouseEvent): Model | undefined => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
    return rows[places.find(row?.dataset['row'] ?? '')]?.offer.model
  }

  const nameGroup = ({ id }: PlacedGroup): string => {
    if (id === FAVORITES) return t('composer.favorites')
    if (id === UNAVAILABLE) return t('composer.unavailableGroup')
    return arranged.groups.find(({ connection }) => connection === id)?.name ?? id
  }

  const drawRow = (index: number) => {
    const row = rows[index]
    if (!row) return null
    const { key, offer } = row
    return (
      <ModelOption
        key={key}
        rowKey={key}
        id={getRowId(key)}
        offer={offer}
        lifetime={getLifetime(offer.model, now)}
        options={options}
        promptLength={promptLength}
        inputs={rest.inputs}
        position={index + 1}
        setSize={choosable}
        isUnavailable={index >= choosable}
        isChosen={index === chosenRow}
        isActive={index === active}
        isFavorite={all.isLong ? isFavorite(offer.model.id) : undefined}
      />
    )
  }

  const activeKey = rows[active]?.key
  const listProps = {
    'aria-activedescendant': activeKey === undefined ? undefined : getRowId(activeKey),
    onKeyDown: handleKey,
  }
  return (
    <Popover
      anchor={anchor}
      onClose={rest.onClose}
      label={t('composer.models')}
      role="presentation"
      className="flex w-[600px] max-w-[calc(100vw-24px)] flex-col overflow-y-hidden!"
    >
      {all.isLong && (
        <ModelSearch
          ref={search}
          query={query}
          listId={`${baseId}-list`}
          {...listProps}
          onSearch={(next) => {
            setQuery(next)
            list.current?.scrollTo({ top: 0 })
          }}
          active={activeModel}
          isFavorite={activeModel !== undefined && isFavorite(activeModel.id)}
          onFavorite={toggleFavorite}
        />
      )}
      <Steady>
        {query === '' && recent.length > 0 && <Recent models={recent} onChoose={rest.onChoose} />}
        <div
          ref={list}
          id={`${baseId}-list`}
          role="listbox"
          aria-label={t('composer.models')}
          tabIndex={0}
          {...listProps}
          onScroll={handleScroll}
          onPointerMove={(event) => {
            const row = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset['row']
            if (row !== undefined && row !== activeKey) setActive(row)
          }}
          onMouseDown={(event) => {
            // The search keeps the focus.
            if (all.isLong) event.preventDefault()
          }}
          onClick={(event) => {
            const model = findPointed(event)
            if (!model) return
            if (event.target instanceof Element && event.target.closest('[data-star]')) toggleFavorite(model)
            else rest.onChoose(model.id)
          }}
          className="min-h-0 overflow-y-auto [overflow-anchor:none] px-1.5 pb-1.5 focus-visible:-outline-offset-2"
        >
          {places.groups.map((group, index) => (
            <Group key={group.id} name={nameGroup(group)} isFirst={index === 0}>
              {group.parts.map((part) => {
                const [start, end] = view ? pickDrawn(places, part, view) : [0, 0]
                return (
                  <div key={part.title ?? ''} role="presentation">
                    {part.title && (
                      <div
                        aria-hidden
                        style={{ height: TITLE_HEIGHT }}
                        className="flex items-center px-2.5 text-12 text-text-muted"
                      >
                        {t(`composer.kind.${part.title}`)}
                      </div>
                    )}
                    <div
                      role="presentation"
                      style={{ paddingTop: start * ROW_HEIGHT, paddingBottom: (part.count - end) * ROW_HEIGHT }}
                    >
                      {Array.from({ length: end - start }, (_, row) => drawRow(part.first + start + row))}
                    </div>
                  </div>
                )
              })}
            </Group>
          ))}
          {choosable === 0 && <p className="px-2.5 pt-2.5 text-text-muted">{t('composer.noModel')}</p>}
        </div>
      </Steady>
      <ModelListFooter
        needKey={arranged.needKey.length}
        lockedNames={listLocked(arranged, connections)}
        unavailable={arranged.unavailable.length}
        isUnfolded={isUnfolded}
        options={options}
        onUnfold={() => {
          setUnfolded(!isUnfolded)
          // After they are there.
          if (!isUnfolded) requestAnimationFrame(() => list.current?.scrollTo({ top: list.current.scrollHeight }))
        }}
        onAddKey={rest.onAddKey}
      />
    </Popover>
  )
}

/** Opens as high as its content and stays so: the search must not move under what is typed. */
function Steady({ children }: { readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState<number>()
  useLayoutEffect(() => setHeight(box.current?.offsetHeight), [])
  return (
    <div ref={box} style={{ height }} className="flex min-h-0 flex-col">
      {children}
    </div>
  )
}

interface GroupProps {
  readonly name: string
  readonly isFirst: boolean
  readonly children: ReactNode
}

function Group({ name, isFirst, children }: GroupProps) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id} style={{ marginTop: isFirst ? 0 : GROUP_GAP }}>
      <div
        id={id}
        style={{ height: HEADING_HEIGHT }}
        className="sticky top-0 z-1 flex items-center truncate bg-surface-raised px-2.5 text-12 font-semibold"
      >
        {name}
      </div>
      {children}
    </div>
  )
}

interface RecentProps {
  readonly models: readonly Model[]
  readonly onChoose: (model: ModelId) => void
}

/** Not options: without favorites each model is in the list once. */
function Recent({ models, onChoose }: RecentProps) {
  const { t } = useTranslation()
  return (
    <div role="group" aria-label={t('composer.recent')} className="flex shrink-0 flex-wrap gap-1.5 px-4 pt-2.5 pb-1">
      {models.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          onClick={() => onChoose(id)}
          className="h-6 max-w-full truncate rounded-full border border-line px-2.5 text-12 text-text-muted hover:bg-hover hover:text-text"
        >
          {name}
        </button>
      ))}
    </div>
  )
}

const MOST_RECENT = 3

/** Those that can be chosen and are not chosen already. */
function findRecent(ids: readonly ModelId[], chosen: ModelId, { groups }: ModelArrangement): readonly Model[] {
  const wanted = new Set(ids)
  wanted.delete(chosen)
  const usable = new Map<ModelId, Model>()
  for (const { kinds } of groups) {
    for (const part of kinds) {
      for (const { model } of part.offers) if (wanted.has(model.id)) usable.set(model.id, model)
    }
  }
  return [...wanted].flatMap((id) => usable.get(id) ?? []).slice(0, MOST_RECENT)
}
