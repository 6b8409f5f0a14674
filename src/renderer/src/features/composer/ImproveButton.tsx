import { WandSparkles } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { IconButton } from '@/ui/IconButton'
import '@/i18n/later'

/** Opens the dialog that suggests a better prompt. Sends nothing by itself: the dialog shows the cost first. */
export function ImproveButton({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation()
  return <IconButton icon={WandSparkles} label={t('improve.open')} onClick={onOpen} />
}
