import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { MaskWorkplace, type MaskEditorProps } from './MaskWorkplace'
import '@/i18n/later'

/** In pixels. A canvas is in memory as a whole, several times while it's encoded. */
const MOST_PIXELS = 67_108_864

/** Lets users paint the part of an image that should change. */
export function MaskEditor(props: MaskEditorProps) {
  const { image, onClose } = props
  const { t } = useTranslation()
  const [hasPaint, setHasPaint] = useState(false)
  const [isAsking, setAsking] = useState(false)
  // Services read the first frame of an animation, if they read it at all.
  const refusal =
    image.format === 'gif' ? 'notStill' : image.width * image.height > MOST_PIXELS ? 'tooLarge' : undefined
  return (
    <Dialog
      label={t('mask.title')}
      onDismiss={() => (hasPaint && !isAsking ? setAsking(true) : onClose())}
      className="flex size-full flex-col bg-surface"
    >
      <div className="drag">
        <DialogHeader title={t('mask.title')} closeLabel={t('mask.close')} onClose={onClose} />
      </div>
      {refusal ? (
        <p role="alert" className="m-auto max-w-measure p-6 text-center text-13">
          {t(`mask.${refusal}`)}
        </p>
      ) : (
        <MaskWorkplace
          {...props}
          note={isAsking ? t('mask.askDiscard') : props.note}
          onPaint={(has) => {
            setHasPaint(has)
            setAsking(false)
          }}
        />
      )}
    </Dialog>
  )
}
