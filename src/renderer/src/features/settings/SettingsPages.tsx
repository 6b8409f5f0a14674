import {
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { SETTINGS_SECTIONS, type SettingsSectionName } from '@/lib/settings-sections'
import { findEdge, focusFirst } from './tab-order'

export function pageId(name: SettingsSectionName): string {
  return `settings-page-${name}`
}

interface SettingsPagesProps {
  readonly current: SettingsSectionName
  readonly onTurn: (page: SettingsSectionName) => void
  readonly pages: Readonly<Record<SettingsSectionName, ReactNode>>
  /** What follows the pages: Tab goes there from a page's last field. */
  readonly footer: RefObject<HTMLElement | null>
}

/**
 * One page per section, next to a list that switches them. All pages are rendered, side by side in a strip that shows
 * one of them: anything that scrolls a field into view (focus, a screen reader, a search) switches to its page. Not
 * while the pointer is down: it would be released elsewhere, and the click would be lost.
 */
export function SettingsPages({ current, onTurn, pages, footer }: SettingsPagesProps) {
  const { t } = useTranslation()
  const strip = useRef<HTMLDivElement>(null)
  const nav = useRef<HTMLElement>(null)
  const shown = SETTINGS_SECTIONS.indexOf(current)

  const isPressed = useRef(false)
  /**
   * The page to switch to once the pointer is up: switching may move the pressed element, for example by hiding the
   * footer.
   */
  const afterPress = useRef<SettingsSectionName>(undefined)
  const turnTo = (page: SettingsSectionName | undefined): void => {
    if (isPressed.current) afterPress.current = page
    else if (page && page !== current) onTurn(page)
  }
  /** The strip's width when a page was last aligned. In another one, the scroll position says nothing about the page. */
  const alignedWidth = useRef(0)
  const alignTo = useCallback((page: number): void => {
    if (isPressed.current) return
    alignedWidth.current = strip.current?.clientWidth ?? 0
    align(strip.current, page)
  }, [])
  const latest = useRef(shown)
  useLayoutEffect(() => {
    latest.current = shown
    alignTo(shown)
  }, [shown, alignTo])
  const endPress = useEffectEvent((): void => {
    isPressed.current = false
    alignTo(shown)
    turnTo(afterPress.current)
    afterPress.current = undefined
  })
  useEffect(() => {
    const release = (): void => {
      // After the click that follows.
      if (isPressed.current) setTimeout(() => endPress())
    }
    window.addEventListener('pointerup', release)
    window.addEventListener('pointercancel', release)
    return () => {
      window.removeEventListener('pointerup', release)
      window.removeEventListener('pointercancel', release)
    }
  }, [])
  useEffect(() => {
    const element = strip.current
    if (!element) return
    // The window was resized, and with it every page and the list.
    const observer = new ResizeObserver(() => {
      alignTo(latest.current)
      showCurrent(nav.current)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [alignTo])
  useEffect(() => showCurrent(nav.current), [shown])

  /** Switches to a page that was scrolled into view, at the left edge, the right edge or anywhere in between. */
  const follow = (): void => {
    const element = strip.current
    if (element && element.clientWidth !== alignedWidth.current) return alignTo(shown)
    const page = element && SETTINGS_SECTIONS[Math.round(element.scrollLeft / Math.max(1, findDistance(element)))]
    if (page && page !== current) turnTo(page)
    else alignTo(shown)
  }
  const turnToFocused = ({ target }: FocusEvent): void => {
    const index = [...(strip.current?.children ?? [])].findIndex((page) => page.contains(target))
    turnTo(SETTINGS_SECTIONS[index])
  }
  // Tab stays on the visible page: from the list to its first field, from its last field to the footer.
  const leaveNav = (event: KeyboardEvent): void => {
    if (event.key !== 'Tab' || event.shiftKey) return
    if (focusFirst(strip.current?.children[shown])) event.preventDefault()
  }
  const leavePage = (event: KeyboardEvent): void => {
    const edge = event.key === 'Tab' && findEdge(strip.current?.children[shown], event.target)
    if (edge !== (event.shiftKey ? 'first' : 'last') && edge !== 'only') return
    const isLeft = event.shiftKey
      ? focusFirst(nav.current, '[aria-current]')
      : focusFirst(footer.current) || focusFirst(nav.current?.closest('dialog'))
    if (isLeft) event.preventDefault()
  }

  return (
    <div className="flex min-h-0 grow flex-col narrow:flex-row">
      <nav
        ref={nav}
        aria-label={t('settings.sections.title')}
        onKeyDown={leaveNav}
        className="scrollbar-none shrink-0 scroll-px-3.5 overflow-x-auto px-3.5 pb-2 narrow:w-44 narrow:py-1 narrow:pr-0"
      >
        <ul className="flex w-max gap-0.5 narrow:w-auto narrow:flex-col">
          {SETTINGS_SECTIONS.map((name) => (
            <li key={name}>
              <button
                type="button"
                aria-current={name === current ? 'page' : undefined}
                onClick={() => onTurn(name)}
                className={classNames(
                  'h-8 w-full rounded-sm px-2.25 text-left narrow:px-3 text-13 whitespace-nowrap transition-[background-color] hover:bg-hover focus-visible:-outline-offset-2 forced-colors:aria-[current]:underline',
                  name === current ? 'bg-selected font-medium' : 'text-text-muted',
                )}
              >
                {t(`settings.sections.${name}`)}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div
        ref={strip}
        onScroll={follow}
        onPointerDownCapture={() => (isPressed.current = true)}
        onFocus={turnToFocused}
        onKeyDown={leavePage}
        className="relative flex min-h-0 min-w-0 grow gap-x-[100%] overflow-hidden border-t border-line narrow:border-t-0"
      >
        {SETTINGS_SECTIONS.map((name) => (
          <Page key={name} name={name}>
            {pages[name]}
          </Page>
        ))}
      </div>
    </div>
  )
}

function showCurrent(nav: HTMLElement | null): void {
  nav?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

function align(strip: HTMLElement | null, page: number): void {
  const left = strip ? page * findDistance(strip) : 0
  if (strip && strip.scrollLeft !== left) strip.scrollTo({ left, behavior: 'instant' })
}

/**
 * Returns the distance between the left edges of two pages, in pixels: a page's width plus a gap of the same width. The
 * gap ensures that only one page can be near, so the scroll position always tells whose field was scrolled into view.
 */
function findDistance(strip: HTMLElement): number {
  return 2 * strip.clientWidth
}

function Page({ name, children }: { readonly name: SettingsSectionName; readonly children: ReactNode }) {
  const { t } = useTranslation()
  const id = `settings-${name}`
  return (
    <section
      id={pageId(name)}
      aria-labelledby={id}
      className="relative flex w-full shrink-0 flex-col gap-5 overflow-x-hidden overflow-y-auto px-6 pt-4 pb-8 narrow:pt-1 narrow:pl-7"
    >
      <h3 id={id} className="text-16/8 font-semibold">
        {t(`settings.sections.${name}`)}
      </h3>
      {children}
    </section>
  )
}
