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
import { composer } from './store'

const ModelList = lazyPart(() => import('./ModelList').then((module) => module.ModelList))

interface ModelButtonProps {
  /** The models to ask, the chosen one first. Empty until main's welcome has arrived. */
  readonly models: readonly Model[]
  /** Their total cost. */
  readonly total: string
  readonly offers: readonly Offer[]
  /** Models of the latest chats, latest first. Called when the list opens. */
  readonly recentIds: () => readonly ModelId[]
  readonly favoriteModels: readonly ModelId[]
  /** The request that the list's prices are for. */
  readonly options: ImageOptions
  readonly promptLength: number
  /** How many images are attached. */
  readonly inputs: number
  readonly connections: readonly ConnectionView[]
  readonly onChoose: (models: readonly ModelId[]) => void
  readonly onFavorite: (model: ModelId, isFavorite: boolean) => void
  readonly onAddKey: () => void
}

export function ModelButton({ models, onChoose, onAddKey, ...list }: ModelButtonProps) {
  const { t } = useTranslation()
  const { open, toggle, close, anchor } = useDisclosure()
  const [model, ...others] = models
  const names = models.map(({ name }) => name).join(', ')
  useEffect(() => preloadWhenIdle(ModelList), [])
  return (
    <>
      <Button
        ref={anchor}
        look="plain"
        aria-label={model ? t('composer.model', { name: names }) : t('composer.modelUnknown')}
        data-hint={others.length > 0 ? names : undefined}
        aria-haspopup="listbox"
        aria-expanded={open}
        onClick={toggle}
        onPointerEnter={ModelList.preload}
        size="chip"
        className="min-w-0"
      >
        <span className="truncate">{model?.name ?? '\u00a0'}</span>
        {/* Drawn by CSS, not text: the button's name lists all models. */}
        {others.length > 0 && <span data-note={`+ ${others.length}`} className="shrink-0" />}
        <ChevronDown size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-text-muted" />
      </Button>
      {open && model && (
        <ModelList.Component
          anchor={anchor}
          chosen={models}
          {...list}
          onChoose={(id) => {
            close()
            onChoose([id])
            // Users usually type next.
            composer.focus()
          }}
          onChooseSeveral={onChoose}
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
