import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { MODELS, type ModelId } from '@shared/catalogue'
import type { ImageOptions } from '@shared/image-options'
import { Popover } from '@/ui/Popover'
import { groupModels } from './group-models'
import { ModelOption } from './ModelOption'

interface ModelListProps {
  readonly anchor: RefObject<HTMLElement | null>
  readonly chosen: ModelId
  readonly options: ImageOptions
  readonly keyMissing: boolean
  readonly onChoose: (model: ModelId) => void
  readonly onClose: () => void
}

/** A listbox as the ARIA guide has it: it keeps the focus itself and names the active option. */
export function ModelList({ anchor, chosen, options, keyMissing, onChoose, onClose }: ModelListProps) {
  const { t } = useTranslation()
  const baseId = useId()
  const list = useRef<HTMLDivElement>(null)
  const groups = useMemo(() => groupModels(MODELS), [])
  const order = useMemo(() => groups.flatMap(({ models }) => models.map(({ id }) => id)), [groups])
  const [active, setActive] = useState<ModelId>(chosen)
  const idOf = (model: ModelId) => `${baseId}-${order.indexOf(model)}`

  useEffect(() => {
    document.getElementById(`${baseId}-${order.indexOf(active)}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, baseId, order])

  const handleKey = (event: KeyboardEvent): void => {
    const next = nextActive(event.key, order, active)
    if (next) setActive(next)
    else if (event.key === 'Enter' || event.key === ' ') onChoose(active)
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
        aria-activedescendant={idOf(active)}
        tabIndex={0}
        onKeyDown={handleKey}
        className="p-1.5 focus-visible:outline-none"
      >
        {groups.map(({ name, models }) => (
          <div key={name} role="group" aria-labelledby={`${baseId}-${name}`} className="not-first:mt-1.5">
            <div
              id={`${baseId}-${name}`}
              className="flex justify-between px-2.5 pt-2 pb-1 text-12 font-medium text-text-muted"
            >
              {t(`composer.group.${name}`)}
              {keyMissing && name !== 'demo' && <span className="font-normal">{t('composer.needsKey')}</span>}
            </div>
            {models.map((model) => (
              <ModelOption
                key={model.id}
                id={idOf(model.id)}
                model={model}
                options={options}
                chosen={model.id === chosen}
                active={model.id === active}
                onPoint={() => setActive(model.id)}
                onChoose={() => onChoose(model.id)}
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
