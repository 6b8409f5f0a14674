import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { ModelId } from '@shared/catalogue'
import { lifetimeOf, type Offer } from '@shared/catalogue/offers'
import type { ImageOptions } from '@shared/image-options'
import { Popover } from '@/ui/Popover'
import { groupModels } from './group-models'
import { ModelOption } from './ModelOption'
import '@/i18n/later'

interface ModelListProps {
  readonly anchor: RefObject<HTMLElement | null>
  readonly offers: readonly Offer[]
  readonly chosen: ModelId
  readonly options: ImageOptions
  readonly keyMissing: boolean
  readonly onChoose: (model: ModelId) => void
  readonly onClose: () => void
}

/** A listbox as the ARIA guide has it: it keeps the focus itself and names the active option. */
export function ModelList({ anchor, offers, chosen, options, keyMissing, onChoose, onClose }: ModelListProps) {
  const { t } = useTranslation()
  const baseId = useId()
  const list = useRef<HTMLDivElement>(null)
  const [now] = useState(() => Date.now())
  const groups = useMemo(() => groupModels(offers, now), [offers, now])
  const order = useMemo(() => groups.flatMap((group) => group.offers.map(({ model }) => model.id)), [groups])
  const [active, setActive] = useState<ModelId>(chosen)
  const idOf = (model: ModelId) => `${baseId}-${order.indexOf(model)}`
  const choose = (id: ModelId): void => {
    const model = offers.find((offer) => offer.model.id === id)?.model
    if (model && lifetimeOf(model, now) !== 'ended') onChoose(id)
  }

  useEffect(() => {
    document.getElementById(`${baseId}-${order.indexOf(active)}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, baseId, order])

  const handleKey = (event: KeyboardEvent): void => {
    const next = nextActive(event.key, order, active)
    if (next) setActive(next)
    else if (event.key === 'Enter' || event.key === ' ') choose(active)
    else return
    event.preventDefault()
  }

  return (
    <Popover
      anchor={anchor}
      onClose={onClose}
      label={t('composer.models')}
      role="presentation"
      className="w-[400px] max-w-[calc(100vw-24px)]"
    >
      <div
        ref={list}
        role="listbox"
        aria-label={t('composer.models')}
        aria-activedescendant={order.includes(active) ? idOf(active) : undefined}
        tabIndex={0}
        onKeyDown={handleKey}
        className="p-1.5 focus-visible:outline-none"
      >
        {groups.map(({ name, offers: members }) => (
          <div key={name} role="group" aria-labelledby={`${baseId}-${name}`} className="not-first:mt-1.5">
            <div
              id={`${baseId}-${name}`}
              className="flex justify-between px-2.5 pt-2 pb-1 text-12 font-medium text-text-muted"
            >
              {t(`composer.group.${name}`)}
              {keyMissing && name !== 'demo' && <span className="font-normal">{t('composer.needsKey')}</span>}
            </div>
            {members.map((offer) => (
              <ModelOption
                key={offer.model.id}
                id={idOf(offer.model.id)}
                offer={offer}
                lifetime={lifetimeOf(offer.model, now)}
                options={options}
                chosen={offer.model.id === chosen}
                active={offer.model.id === active}
                onPoint={() => setActive(offer.model.id)}
                onChoose={() => choose(offer.model.id)}
              />
            ))}
          </div>
        ))}
      </div>
    </Popover>
  )
}

function nextActive(key: string, order: readonly ModelId[], active: ModelId): ModelId | undefined {
  const index = order.indexOf(active)
  switch (key) {
    case 'ArrowDown':
      return order[Math.min(order.length - 1, index + 1)]
    case 'ArrowUp':
      return order[Math.max(0, index - 1)]
    case 'Home':
      return order[0]
    case 'End':
      return order.at(-1)
    default:
      return undefined
  }
}
