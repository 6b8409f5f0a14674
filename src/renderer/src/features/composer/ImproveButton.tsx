import { WandSparkles } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { IconButton } from '@/ui/IconButton'
import '@/i18n/later'

/** Asks for a better prompt. Nothing is sent by the click: the dialog says what it costs first. */
export function ImproveButton({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation()
  return <IconButton icon={WandSparkles} label={t('improve.open')} onClick={onOpen} />
}
