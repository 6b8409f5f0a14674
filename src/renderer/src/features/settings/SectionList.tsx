import { useCallback, useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { SETTINGS_SECTIONS, type SettingsSectionName } from './section-names'

interface SectionListProps {
  /** Shown first. */
  readonly start: SettingsSectionName | undefined
  readonly sections: Readonly<Partial<Record<SettingsSectionName, ReactNode>>>
}

/** All sections on one page, so that nothing is hidden from a search or a screen reader, and a list that leads to each. */
export function SectionList({ start, sections }: SectionListProps) {
  const { t } = useTranslation()
  const names = SETTINGS_SECTIONS.filter((name) => sections[name] !== undefined)
  const scroller = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState<SettingsSectionName>(start ?? SETTINGS_SECTIONS[0])
  const show = useCallback((name: SettingsSectionName): void => {
    const section = sectionIn(scroller, name)
    if (!section) return
    scroller.current?.scrollTo({ top: section.offsetTop })
    setCurrent(name)
  }, [])
  useEffect(() => {
    if (start) show(start)
  }, [start, show])
  return (
    <div className="flex min-h-0 grow">
      <nav aria-label={t('settings.sections.title')} className="hidden w-40 shrink-0 py-1 pl-3 narrow:block">
        <ul className="flex flex-col gap-0.5">
          {names.map((name) => (
            <li key={name}>
              <button
                type="button"
                aria-current={name === current || undefined}
                onClick={() => show(name)}
                className={classNames(
                  'h-8 w-full rounded-sm px-3 text-left text-13 transition-[background-color] hover:bg-hover',
                  name === current ? 'bg-hover font-medium' : 'text-text-muted',
                )}
              >
                {t(`settings.sections.${name}`)}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div
        ref={scroller}
        className="relative min-h-0 min-w-0 grow overflow-y-auto px-6 narrow:pl-5"
        onScroll={() => setCurrent(sectionInView(scroller, names) ?? current)}
      >
        {names.map((name) => (
          <div key={name} data-section={name} className="border-t border-line first:-mt-4 first:border-t-0">
            {sections[name]}
          </div>
        ))}
      </div>
    </div>
  )
}

function sectionIn(scroller: RefObject<HTMLElement | null>, name: SettingsSectionName): HTMLElement | null {
  return scroller.current?.querySelector(`[data-section="${name}"]`) ?? null
}

/** The one that is being read: the last that begins in the upper third, or the last of all at the very end. */
function sectionInView(
  scroller: RefObject<HTMLElement | null>,
  names: readonly SettingsSectionName[],
): SettingsSectionName | undefined {
  const element = scroller.current
  if (!element) return undefined
  const { scrollTop, clientHeight, scrollHeight } = element
  const isAtEnd = scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 1
  if (isAtEnd) return names.at(-1)
  return names.findLast((name) => (sectionIn(scroller, name)?.offsetTop ?? Infinity) <= scrollTop + clientHeight / 3)
}
