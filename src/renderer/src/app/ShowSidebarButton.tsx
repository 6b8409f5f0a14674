import { PanelLeft } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { IconButton } from '@/ui/IconButton'
import { showSidebar } from './layout-store'

/** Shown in the top bar of every page while the sidebar is hidden. */
export function ShowSidebarButton() {
  const { t } = useTranslation()
  return (
    <IconButton
      icon={PanelLeft}
      label={t('sidebar.show')}
      command="toggle-sidebar"
      hintSide="below"
      onClick={() => showSidebar(true)}
    />
  )
}
