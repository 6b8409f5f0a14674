import { useEffect } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { useChatStore } from '@/features/chat/use-chat-store'
import { useSettingsStore } from '@/bridge/settings-store'
import { dismiss, notify } from '@/ui/notices'

/** Shows each problem found at the start once, in a notice. */
export function useProblemNotices(): void {
  const { t } = useTranslation()
  const setAside = useSettingsStore((state) => state.view?.setAside)
  const problem = useChatStore((state) => state.dataProblem)
  useEffect(() => {
    if (setAside) notify({ text: t('notices.setAside', { name: setAside }), sticky: true })
  }, [setAside, t])
  useEffect(() => {
    if (!problem) return undefined
    const reload = { label: t('notices.reload'), run: () => window.location.reload() }
    const action = problem === 'replaced' && { action: reload }
    const id = notify({ text: t(`notices.data.${problem}`), sticky: true, ...action })
    // Dismisses the notice once the problem is solved. After another window replaced the database, a reload still
    // helps.
    return problem === 'replaced' ? undefined : () => dismiss(id)
  }, [problem, t])
}
