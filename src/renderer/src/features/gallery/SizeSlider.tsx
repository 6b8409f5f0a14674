import { useTranslation } from '@/i18n/use-translation'
import { useGallery, useGalleryActions } from './use-gallery'

const LEAST = 96
const MOST = 400
const STEP = 16

/** Sets the size of the images, and so how many fit. */
export function SizeSlider() {
  const { t } = useTranslation()
  const { store } = useGalleryActions()
  const rowHeight = useGallery((state) => state.rowHeight)
  return (
    <input
      type="range"
      aria-label={t('gallery.size')}
      data-hint={t('gallery.size')}
      data-hint-side="below"
      min={LEAST}
      max={MOST}
      step={STEP}
      value={rowHeight}
      onChange={({ target }) => store.setRowHeight(Number(target.value))}
      className="mr-2 w-28 shrink-0 no-drag max-narrow:w-20"
    />
  )
}
