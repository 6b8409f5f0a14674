import { ChevronDown } from 'lucide-react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import type { ChatSearchState, SearchFilter } from '../search'
import { useChatStore } from '../use-chat-store'

/** In days. */
const PERIODS = { week: 7, month: 31, year: 366 } as const

/** The filters of a search. They disappear and are reset when the query is cleared. */
export function SearchFilters({ search }: { readonly search: StoreApi<ChatSearchState> }) {
  const { t } = useTranslation()
  const filter = useStore(search, (state) => state.filter)
  const openChatId = useChatStore((state) => state.openChatId)
  const change = (part: SearchFilter): void => search.getState().setFilter({ ...filter, ...part })
  return (
    <div role="group" aria-label={t('sidebar.filter.title')} className="flex flex-wrap items-center gap-1 px-1 pb-1">
      {/* Also while the filter's chat isn't the open one: opening a result may have left it. */}
      {(openChatId ?? filter.chatId) && (
        <Toggle
          label={t('sidebar.filter.thisChat')}
          isOn={filter.chatId !== undefined}
          onChange={(isOn) => change({ chatId: isOn ? (openChatId ?? undefined) : undefined })}
        />
      )}
      <Toggle
        label={t('sidebar.filter.withImages')}
        isOn={filter.withImages === true}
        onChange={(isOn) => change({ withImages: isOn || undefined })}
      />
      <span className="relative flex">
        <select
          aria-label={t('sidebar.filter.date')}
          value={filter.days ?? ''}
          onChange={(event) => change({ days: Number(event.target.value) || undefined })}
          className={classNames(
            CHIP,
            filter.days === undefined ? OFF : ON,
            'appearance-none pr-4.5 [field-sizing:content]',
          )}
        >
          <option value="">{t('sidebar.filter.any')}</option>
          {Object.entries(PERIODS).map(([name, days]) => (
            <option key={name} value={days}>
              {t(`sidebar.filter.${name as keyof typeof PERIODS}`)}
            </option>
          ))}
        </select>
        <ChevronDown
          size={12}
          strokeWidth={1.5}
          aria-hidden
          className="pointer-events-none absolute top-1.5 right-1 text-text-muted"
        />
      </span>
    </div>
  )
}

const CHIP =
  'h-6 rounded-full border pl-1.5 text-12 transition-[background-color,border-color,color] focus-visible:outline-offset-0'
const OFF = 'border-line-control/60 bg-transparent text-text-muted hover:bg-hover hover:text-text'
const ON = 'border-accent bg-selected text-text'

interface ToggleProps {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

function Toggle({ label, isOn, onChange }: ToggleProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={() => onChange(!isOn)}
      className={classNames(CHIP, 'pr-1.5', isOn ? ON : OFF)}
    >
      {label}
    </button>
  )
}
