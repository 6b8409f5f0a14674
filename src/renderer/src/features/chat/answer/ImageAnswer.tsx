import { useCallback, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { findImageModel } from '@shared/catalogue'
import { classNames } from '@/lib/class-names'
import { useWindowActions } from '../window-actions'
import { Elapsed } from './Elapsed'
import type { AssistantMessage } from '../model'
import { recipeFactsOf } from '../recipe-facts'
import { MissingPicture } from './MissingPicture'
import { FinalPicture, PictureFrame, PreviewLayers, Sheen } from './Picture'
import { gridColumns, pictureSize } from './picture-size'
import { PictureToolbar } from './PictureToolbar'
import { StopButton } from './StopButton'
import { useAskAgain } from './use-ask-again'

const COLUMNS = ['', '', 'grid-cols-2', 'grid-cols-3'] as const

/**
 * The picture or pictures of an answer, from skeleton to final file. One element for all of that: what is on screen
 * stays in place while its contents get sharper.
 */
export function ImageAnswer({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const streaming = message.status === 'streaming'
  const count = streaming ? (message.options?.count ?? 1) : message.images.length
  if (count === 0) return null
  const columns = gridColumns(count)
  const { width, height } = pictureSize(message, 0)
  return (
    <div
      role={streaming ? 'status' : undefined}
      aria-label={streaming ? t('answer.generatingImage') : undefined}
      // A single placeholder is as large as its picture will be, not as wide as the column.
      style={columns === 1 ? { '--ratio': `${width / height}` } : undefined}
      className={classNames(
        'relative',
        columns === 1 ? 'picture-box' : classNames('grid w-full gap-2', COLUMNS[columns]),
      )}
    >
      {Array.from({ length: count }, (_, index) => (
        <PictureCell key={index} message={message} index={index} inGrid={columns > 1} />
      ))}
      {streaming && columns > 1 && <Progress message={message} />}
    </div>
  )
}

interface PictureCellProps {
  readonly message: AssistantMessage
  readonly index: number
  readonly inGrid: boolean
}

function PictureCell({ message, index, inGrid }: PictureCellProps) {
  const { t } = useTranslation()
  const { viewPicture } = useWindowActions()
  const askAgain = useAskAgain()
  const streaming = message.status === 'streaming'
  // Seen while it was being made: then the final picture fades in over the last preview instead of just being there.
  const [arriving] = useState(streaming)
  const [settled, setSettled] = useState(!arriving)
  const [missing, setMissing] = useState(false)
  const settle = useCallback(() => setSettled(true), [])
  const image = message.images[index]
  const preview = index === 0 && !settled ? message.preview : undefined
  const expected = Math.max(1, message.options?.previews ?? 1)
  return (
    <PictureFrame size={pictureSize(message, index)} inGrid={inGrid}>
      {streaming && !preview && <Sheen />}
      {preview && <PreviewLayers preview={preview} expected={expected} alt={image ? '' : t('picture.preview')} />}
      {image && missing && (
        <MissingPicture
          image={image}
          prompt={message.prompt ?? ''}
          onRestored={() => setMissing(false)}
          onRegenerate={() => askAgain(message.id)}
        />
      )}
      {image && !missing && (
        <>
          <FinalPicture
            image={image}
            prompt={message.prompt ?? ''}
            arriving={arriving}
            onShown={settle}
            onOpen={() => viewPicture(image.hash)}
            onMissing={() => setMissing(true)}
          />
          <PictureToolbar image={image} prompt={message.prompt ?? ''} recipe={recipeFactsOf(message, index)} />
        </>
      )}
      {streaming && !inGrid && <Progress message={message} />}
    </PictureFrame>
  )
}

const CHIP =
  'absolute bottom-2.5 z-10 flex h-7 items-center gap-1.5 rounded-sm border border-line bg-surface-raised px-2 text-12'

/** Time and Stop, at the lower edge. */
function Progress({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const demo = findImageModel(message.model)?.provider === 'demo'
  return (
    <>
      <div className={classNames(CHIP, 'left-2.5 text-text-muted')}>
        <span>{t(demo ? 'answer.drawing' : 'answer.generating')}</span>
        <Elapsed since={message.startedAt ?? message.createdAt} />
      </div>
      <StopButton
        id={message.id}
        className={classNames(CHIP, 'right-2.5 font-medium text-text hover:bg-surface-field')}
      />
    </>
  )
}
