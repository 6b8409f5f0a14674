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
import { useSettingsStore } from '@/bridge/settings-store'
import { Popover } from '@/ui/Popover'
import { arrangeModels, findModels, listLocked, sortByPrice } from './arrange-models'
import { computeSortPrice, findTokenPrices } from './estimate-model'
import { findNextRow, useTypeahead } from './model-list-keys'
import { ModelCard } from './ModelCard'
import { ModelListFooter } from './ModelListFooter'
import { ModelOption } from './ModelOption'
import { ModelSearch } from './ModelSearch'
import { findRecent, RecentModels } from './RecentModels'
import { canToggle, toggleModel } from './several'
import { SeveralBar } from './SeveralBar'
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

const NO_PRICES = {}

/** Set if the user sorts by price. */
const BY_PRICE_KEY = 'easel.models.byPrice'

export interface ModelListProps {
  readonly anchor: RefObject<HTMLElement | null>
  readonly offers: readonly Offer[]
  /** At least one. */
  readonly chosen: readonly Model[]
  /** Their total cost. */
  readonly total: string
  /** Models of the latest chats, latest first. */
  readonly recentIds: () => readonly ModelId[]
  readonly favoriteModels: readonly ModelId[]
  readonly options: ImageOptions
  readonly promptLength: number
  /** How many images are attached. */
  readonly inputs: number
  readonly connections: readonly ConnectionView[]
  /** Chooses only this one. */
  readonly onChoose: (model: ModelId) => void
  readonly onChooseSeveral: (models: readonly ModelId[]) => void
  readonly onFavorite: (model: ModelId, isFavorite: boolean) => void
  readonly onAddKey: () => void
  readonly onClose: () => void
}

/**
 * A listbox; a long one has a search above it that keeps focus. Servers list thousands of models, so only visible rows
 * are rendered. Models that the server lacks are folded away; for missing keys, the footer has a button to add one.
 */
export function ModelList({ anchor, offers, chosen, options, promptLength, favoriteModels, ...rest }: ModelListProps) {
  const { t } = useTranslation()
  const baseId = useId()
  const [now] = useState(() => Date.now())
  const [query, setQuery] = useState('')
  const [isUnfolded, setUnfolded] = useState(false)
  const [described, setDescribed] = useState<Model>()
  const [isSeveral, setSeveral] = useState(chosen.length > 1)
  const list = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const goesOn = useRef(false)
  const chooseOne = (id: ModelId): void => {
    goesOn.current = true
    rest.onChoose(id)
  }
  const { connections } = rest
  const ownPrices = useSettingsStore((state) => state.view?.settings.ownPrices) ?? NO_PRICES
  const [isByPrice, setByPrice] = useState(() => window.localStorage.getItem(BY_PRICE_KEY) !== null)
  const all = useMemo(() => {
    const arranged = arrangeModels(offers, { now, connections, favoriteModels })
    if (!isByPrice) return arranged
    const chosenNow = { options, promptLength, inputs: rest.inputs }
    return sortByPrice(arranged, (model) => computeSortPrice(model, ownPrices, chosenNow))
  }, [offers, now, connections, favoriteModels, isByPrice, ownPrices, options, promptLength, rest.inputs])
  const arranged = useMemo(() => findModels(all, connections, query), [all, connections, query])
  const places = useMemo(() => placeModels(arranged, isUnfolded), [arranged, isUnfolded])
  const hasTexts = useMemo(() => offers.some(({ model }) => findTokenPrices(model, ownPrices)), [offers, ownPrices])
  const { rows, choosable } = places
  const first = chosen[0]?.id
  // Favorites are in the list twice; this finds the first.
  const chosenRow = useMemo(() => rows.findIndex(({ offer }) => offer.model.id === first), [rows, first])
  const [recent] = useState(() => findRecent(rest.recentIds(), first, all))
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
  const press = (model: Model): void => {
    if (!isSeveral) return chooseOne(model.id)
    const next = toggleModel(chosen, model)
    if (next !== chosen) rest.onChooseSeveral(next.map(({ id }) => id))
  }
  const moveTo = (row: number): void => {
    setActive(rows[row]?.key)
    reveal(row)
  }

  const closeCard = (): void => {
    setDescribed(undefined)
    ;(search.current ?? list.current)?.focus({ preventScroll: true })
  }

  const handleKey = (event: KeyboardEvent): void => {
    const { key } = event
    const next = findNextRow(key, { active, count: choosable, hasText: query !== '' }) ?? typeAhead(event, active)
    if (next !== undefined) moveTo(next)
    else if (isPress(event, isSeveral) && activeModel) press(activeModel)
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
        isSeveral={isSeveral}
        isChosen={isSeveral ? chosen.some(({ id }) => id === offer.model.id) : index === chosenRow}
        isLocked={isSeveral && !canToggle(chosen, offer.model) && first !== offer.model.id}
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
      onEscape={() => {
        if (described) closeCard()
        return described !== undefined
      }}
      goesOn={goesOn}
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
        {query === '' && !isSeveral && recent.length > 0 && <RecentModels models={recent} onChoose={chooseOne} />}
        <div
          ref={list}
          id={`${baseId}-list`}
          role={isSeveral ? 'group' : 'listbox'}
          aria-label={t('composer.models')}
          tabIndex={0}
          {...listProps}
          onScroll={handleScroll}
          onPointerMove={(event) => {
            const row = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset['row']
            if (row !== undefined && row !== activeKey) setActive(row)
          }}
          onMouseDown={(event) => {
            // Keeps focus in the search.
            if (all.isLong) event.preventDefault()
          }}
          onClick={(event) => {
            const model = findPointed(event)
            if (!model) return
            if (event.target instanceof Element && event.target.closest('[data-star]')) toggleFavorite(model)
            else if (event.target instanceof Element && event.target.closest('[data-describe]')) setDescribed(model)
            else press(model)
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
      {described && (
        <ModelCard
          model={described}
          options={options}
          promptLength={promptLength}
          inputs={rest.inputs}
          onClose={closeCard}
        />
      )}
      <SeveralBar
        model={activeModel}
        onDescribe={setDescribed}
        isSeveral={isSeveral}
        count={chosen.length}
        total={rest.total}
        onToggle={() => {
          setSeveral(!isSeveral)
          if (isSeveral && first) rest.onChooseSeveral([first])
        }}
        isByPrice={isByPrice}
        onSort={() => {
          setByPrice(!isByPrice)
          // Starts the new order from the top.
          setActive(undefined)
          requestAnimationFrame(() => list.current?.scrollTo({ top: 0 }))
          if (isByPrice) window.localStorage.removeItem(BY_PRICE_KEY)
          else window.localStorage.setItem(BY_PRICE_KEY, '1')
        }}
        onDone={rest.onClose}
      />
      <ModelListFooter
        needKey={arranged.needKey.length}
        lockedNames={listLocked(arranged, connections)}
        unavailable={arranged.unavailable.length}
        isUnfolded={isUnfolded}
        options={options}
        hasTexts={hasTexts}
        onUnfold={() => {
          setUnfolded(!isUnfolded)
          // After they are rendered.
          if (!isUnfolded) requestAnimationFrame(() => list.current?.scrollTo({ top: list.current.scrollHeight }))
        }}
        onAddKey={rest.onAddKey}
      />
    </Popover>
  )
}

/** Opens as tall as its content and keeps that height, so the search doesn't move while typing. */
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

/**
 * Whether a key presses the active row. Space presses a checkbox, but not an option: it may be part of a typed name.
 */
function isPress({ key, target, nativeEvent }: KeyboardEvent, isSeveral: boolean): boolean {
  if (nativeEvent.isComposing) return false
  return key === 'Enter' || (isSeveral && key === ' ' && !(target instanceof HTMLInputElement))
}
