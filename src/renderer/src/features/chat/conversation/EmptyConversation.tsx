import { useTranslation } from '@/i18n/use-translation'
import { StarterDrawing, type Starter } from './StarterDrawing'
import { useWindowActions } from '../window-actions'

const STARTERS: readonly Starter[] = ['one', 'two', 'three']

/** The empty wall: one line, and three prompts to begin with. They fill the composer and leave the last word to you. */
export function EmptyConversation() {
  const { t } = useTranslation()
  const { reuse } = useWindowActions()
  return (
    <div className="flex grow flex-col items-center justify-center px-[13px] py-10 narrow:px-[29px]">
      <div className="flex w-full max-w-column flex-col gap-6">
        <div className="flex flex-col gap-1.5">
          <h1 className="text-28 font-medium">{t('empty.title')}</h1>
          <p className="text-14 text-text-muted">{t('empty.subtitle')}</p>
        </div>
        <ul aria-label={t('empty.starters')} className="grid gap-3 narrow:grid-cols-3">
          {STARTERS.map((name) => (
            <li key={name} className="flex">
              <button
                type="button"
                onClick={() => reuse({ text: t(`empty.starter.${name}.prompt`) })}
                className="flex w-full gap-4 rounded-md border border-line bg-surface-raised px-3.5 py-3 text-left narrow:flex-col narrow:gap-2 transition-[border-color,background-color] hover:border-line-control"
              >
                <StarterDrawing starter={name} />
                <span className="flex min-w-0 flex-col gap-1">
                  <span className="text-13 font-medium">{t(`empty.starter.${name}.title`)}</span>
                  <span className="line-clamp-3 text-12 text-text-muted">{t(`empty.starter.${name}.prompt`)}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
