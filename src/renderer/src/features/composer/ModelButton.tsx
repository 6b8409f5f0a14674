import { ChevronDown } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { Model, ModelId } from '@shared/catalogue'
import type { ConnectionView } from '@shared/connections'
import type { Offer } from '@shared/catalogue/offers'
import type { ImageOptions } from '@shared/image-options'
import { Button } from '@/ui/Button'
import { lazyPart, preloadWhenIdle } from '@/ui/lazy-part'
import { useDisclosure } from '@/ui/use-disclosure'

const ModelList = lazyPart(() => import('./ModelList').then((module) => module.ModelList))

interface ModelButtonProps {
  readonly model: Model | undefined
  readonly offers: readonly Offer[]
  /** Models of the latest chats, latest first. Read when the list opens. */
  readonly recentIds: () => readonly ModelId[]
  readonly favoriteModels: readonly ModelId[]
  /** What the prices in the list are for. */
  readonly options: ImageOptions
  readonly promptLength: number
  /** How many images go along. */
  readonly inputs: number
  readonly connections: readonly ConnectionView[]
  readonly onChoose: (model: ModelId) => void
  readonly onFavorite: (model: ModelId, isFavorite: boolean) => void
  readonly onAddKey: () => void
}

export function ModelButton({ model, onChoose, onAddKey, ...list }: ModelButtonProps) {
  const { t } = useTranslation()
  const { open, toggle, close, anchor } = useDisclosure()
  useEffect(() => preloadWhenIdle(ModelList), [])
  return (
    <>
      <Button
        ref={anchor}
        look="plain"
        aria-label={model ? t('composer.model', { name: model.name }) : t('composer.modelUnknown')}
        aria-haspopup="listbox"
        aria-expanded={open}
        onClick={toggle}
        onPointerEnter={ModelList.preload}
        size="chip"
        className="min-w-0"
      >
        <span className="truncate">{model?.name ?? '\u00a0'}</span>
        <ChevronDown size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-text-muted" />
      </Button>
      {open && model && (
        <ModelList.Component
          anchor={anchor}
          chosen={model.id}
          {...list}
          onChoose={(id) => {
            close()
            onChoose(id)
          }}
          onAddKey={() => {
            close()
            onAddKey()
          }}
          onClose={close}
        />
      )}
    </>
  )
}
