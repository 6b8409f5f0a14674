import { useLayoutEffect } from 'react'
import { useSettingsStore } from '@/bridge/settings-store'

/** Applies the theme. "system" leaves the choice to `prefers-color-scheme`; others are set on the root element. */
export function useTheme(): void {
  const theme = useSettingsStore((state) => state.view?.settings.theme)
  useLayoutEffect(() => {
    const root = document.documentElement
    if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme
    else delete root.dataset['theme']
  }, [theme])
}
