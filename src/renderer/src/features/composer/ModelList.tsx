import { Search } from 'lucide-react'
import {
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { Model, ModelId } from '@shared/catalogue'
import type { ConnectionView } from '@shared/connections'
import { getLifetime, type Offer } from '@shared/catalogue/offers'
import type { ImageOptions } from '@shared/image-options'
import { Popover } from '@/ui/Popover'
import { arrangeModels, type ModelArrangement } from './arrange-models'
import { ModelListFooter } from './ModelListFooter'
import { ModelOption } from './ModelOption'
import '@/i18n/later'

export interface ModelListProps {
  readonly anchor: RefObject<HTMLElement | null>
  readonly offers: readonly Offer[]
  readonly chosen: ModelId
  /** Models of the latest chats, latest first. */
  readonly recentIds: () => readonly ModelId[]
  readonly options: ImageOptions
  readonly promptLength: number
  /** How many images go along. */
  readonly inputs: number
  readonly connections: readonly ConnectionView[]
  readonly onChoose: (model: ModelId) => void
  readonly onAddKey: () => void
  readonly onClose: () => void
}

/**
 * A search box that keeps the focus and a listbox below it, as the ARIA guide's combobox has it. What the server
 * lacks is folded away; for what lacks a key, the foot has the one thing that helps.
 */
export function ModelList({ anchor, offers, chosen, options, promptLength, inputs, ...rest }: ModelListProps) {
  const { t } = useTranslation()
  const baseId = useId()
  const [now] = useState(() => Date.now())
  const [query, setQuery] = useState('')
  const [isUnfolded, setUnfolded] = useState(false)
  const [wanted, setActive] = useState<ModelId>(chosen)
  const list = useRef<HTMLDivElement>(null)
  const arranged = useMemo(
    () => arrangeModels(offers, { now, connections: rest.connections, query }),
    [offers, now, rest.connections, query],
  )
  const order = useMemo(
    () => arranged.groups.flatMap(({ kinds }) => kinds.flatMap((part) => part.offers.map(({ model }) => model.id))),
    [arranged],
  )
  const [recent] = useState(() => findRecent(rest.recentIds(), chosen, arranged))
  const active = order.includes(wanted) ? wanted : order[0]
  const optionId = (model: ModelId) => `${baseId}-${model}`

  // The one in use, in the middle: what is like it is around it.
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'center' })
  }, [])
  const makeActive = (model: ModelId | undefined): void => {
    if (!model) return
    setActive(model)
    document.getElementById(optionId(model))?.scrollIntoView({ block: 'nearest' })
  }

  const handleKey = (event: KeyboardEvent): void => {
    const next = findNext(event.key, order, active, query)
    if (next) makeActive(next)
    else if (event.key === 'Enter' && active && !event.nativeEvent.isComposing) rest.onChoose(active)
    else return
    event.preventDefault()
  }

  const option = (offer: Offer, isUnavailable = false) => (
    <ModelOption
      key={offer.model.id}
      id={optionId(offer.model.id)}
      offer={offer}
      lifetime={getLifetime(offer.model, now)}
      options={options}
      promptLength={promptLength}
      inputs={inputs}
      isUnavailable={isUnavailable}
      isChosen={offer.model.id === chosen}
      isActive={!isUnavailable && offer.model.id === active}
      onPoint={() => setActive(offer.model.id)}
      onChoose={() => rest.onChoose(offer.model.id)}
    />
  )

  return (
    <Popover
      anchor={anchor}
      onClose={rest.onClose}
      label={t('composer.models')}
      role="presentation"
      className="flex w-[540px] max-w-[calc(100vw-24px)] flex-col overflow-y-hidden!"
    >
      <div className="relative shrink-0 border-b border-line">
        <Search
          size={16}
          strokeWidth={1.5}
          aria-hidden
          className="pointer-events-none absolute top-3 left-4 text-text-muted"
        />
        <input
          type="text"
          role="combobox"
          aria-label={t('composer.searchModels')}
          aria-expanded
          aria-controls={`${baseId}-list`}
          aria-activedescendant={active && optionId(active)}
          autoComplete="off"
          spellCheck={false}
          placeholder={t('composer.searchModels')}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            list.current?.scrollTo({ top: 0 })
          }}
          onKeyDown={handleKey}
          className="h-10 w-full bg-transparent pr-4 pl-10 text-13 focus-visible:outline-none"
        />
      </div>
      {query === '' && recent.length > 0 && <Recent models={recent} onChoose={rest.onChoose} />}
      <div
        ref={list}
        id={`${baseId}-list`}
        role="listbox"
        aria-label={t('composer.models')}
        className="min-h-0 overflow-y-auto p-1.5 focus-visible:outline-none"
      >
        {arranged.groups.map(({ connection, name, kinds }) => (
          <Group key={connection} name={name}>
            {kinds.map(({ kind, offers: members }) => (
              <div key={kind} role="presentation">
                {kinds.length > 1 && (
                  <div aria-hidden className="px-2.5 pt-1.5 pb-0.5 text-12 text-text-muted">
                    {t(`composer.kind.${kind}`)}
                  </div>
                )}
                {members.map((offer) => option(offer))}
              </div>
            ))}
          </Group>
        ))}
        {isUnfolded && arranged.unavailable.length > 0 && (
          <Group name={t('composer.unavailableGroup')}>
            {arranged.unavailable.map((offer) => option(offer, true))}
          </Group>
        )}
        {order.length === 0 && <p className="px-2.5 py-2 text-text-muted">{t('composer.noModel')}</p>}
      </div>
      <ModelListFooter
        needKey={arranged.needKey.length}
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

function Group({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id} className="not-first:mt-2">
      <div id={id} className="px-2.5 pt-1.5 pb-0.5 text-12 font-semibold">
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

/** Not options: each model is in the list once. */
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
  const usable = groups.flatMap(({ kinds }) => kinds.flatMap((part) => part.offers.map(({ model }) => model)))
  return [...new Set(ids)]
    .flatMap((id) => usable.filter((model) => model.id === id && id !== chosen))
    .slice(0, MOST_RECENT)
}

function findNext(
  key: string,
  order: readonly ModelId[],
  active: ModelId | undefined,
  query: string,
): ModelId | undefined {
  const index = active ? order.indexOf(active) : -1
  switch (key) {
    case 'ArrowDown':
      return order[Math.min(order.length - 1, index + 1)]
    case 'ArrowUp':
      return order[Math.max(0, index - 1)]
    case 'PageDown':
      return order[Math.min(order.length - 1, index + 8)]
    case 'PageUp':
      return order[Math.max(0, index - 8)]
    // In a text these two move the cursor.
    case 'Home':
      return query === '' ? order[0] : undefined
    case 'End':
      return query === '' ? order.at(-1) : undefined
    default:
      return undefined
  }
}
