import { Minus, Plus } from 'lucide-react'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { IconButton } from '@/ui/IconButton'
import { ZOOM_STEP } from './mask-keys'
import type { Stage } from './use-stage'
import '@/i18n/later'

/** The zoom level and the buttons that change it. */
export function ZoomButtons({ stage: { view, isFitted, zoomBy } }: { readonly stage: Stage }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className="flex items-center">
      <IconButton
        icon={Minus}
        label={t('lightbox.zoomOut')}
        hint={`${t('lightbox.zoomOut')}  −`}
        disabled={isFitted}
        onClick={() => zoomBy(1 / ZOOM_STEP)}
      />
      <span className="tabular w-12 text-center text-12 text-text-muted">{format.percent(view.scale)}</span>
      <IconButton
        icon={Plus}
        label={t('lightbox.zoomIn')}
        hint={`${t('lightbox.zoomIn')}  +`}
        onClick={() => zoomBy(ZOOM_STEP)}
      />
    </div>
  )
}
