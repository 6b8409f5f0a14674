import type { MouseEvent, ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { classNames } from '@/lib/class-names'
import { PLATFORM } from '@/lib/platform'
import { EntryButtons } from './EntryButtons'
import { useAsking } from './use-asking'
import type { Choosing } from './use-choosing'
import type { EntryFacts } from './use-facts'

interface BinRowProps extends EntryFacts {
  /** The entry's key, unique in the list. */
  readonly id: string
  readonly icon: ReactNode
  readonly isChosen: boolean
  readonly isWorking: boolean
  readonly onChoose: (how: Choosing) => void
  readonly onOpen: () => void
  readonly onRestore: () => void
  readonly onRemove: () => void
}

/** One chat or image. A click selects it; a double click, or a click on its image, opens it. */
export function BinRow({ id, title, hash, facts, icon, isChosen, onChoose, onOpen, ...rest }: BinRowProps) {
  const { t } = useTranslation()
  const asking = useAsking()
  const handleClick = (event: MouseEvent): void => {
    if (isOnControl(event)) return
    const isToggle = PLATFORM === 'darwin' ? event.metaKey : event.ctrlKey
    onChoose(event.shiftKey ? 'range' : isToggle ? 'one' : 'only')
  }
  return (
    <div
      data-bin-row={id}
      onClick={handleClick}
      onDoubleClick={(event) => {
        if (!isOnControl(event)) onOpen()
      }}
      className={classNames(
        '-mx-2 flex flex-wrap items-center justify-end gap-x-3 gap-y-2 rounded-sm px-2 py-2 transition-[background-color]',
        isChosen ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <input
        type="checkbox"
        aria-label={t('bin.select', { title })}
        checked={isChosen}
        onChange={({ nativeEvent }) =>
          onChoose(nativeEvent instanceof globalThis.MouseEvent && nativeEvent.shiftKey ? 'range' : 'one')
        }
        className="shrink-0"
      />
      <button
        type="button"
        aria-label={t('bin.open', { title })}
        data-hint={t('bin.openHint')}
        onClick={onOpen}
        className="relative flex size-10 shrink-0 cursor-zoom-in items-center justify-center overflow-hidden rounded-sm bg-surface-field text-text-muted after:absolute after:inset-0 after:rounded-sm after:border after:border-line-image"
      >
        {hash ? <Thumbnail hash={hash} edge={40} alt="" className="size-full object-cover" /> : icon}
      </button>
      <div className="flex min-w-0 grow basis-40 flex-col">
        <span dir="auto" className="truncate text-13 font-medium" title={title}>
          {title}
        </span>
        <span className="tabular truncate text-12 text-text-muted">{facts.join(' · ')}</span>
      </div>
      <EntryButtons asking={asking} {...rest} />
    </div>
  )
}

/** Clicks on these don't select the row. */
function isOnControl({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest('button, input') !== null
}
