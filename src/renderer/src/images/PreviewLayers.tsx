import { useState } from 'react'
import { imageUrl } from '@shared/image-url'
import type { Preview } from '@shared/answer'

/** The maximum blur of the first preview, in pixels. Each later preview has less. */
const MOST_BLUR = 18

interface PreviewLayersProps {
  readonly preview: Preview
  /** How many previews were requested: the n-th is shown n steps sharper. */
  readonly expected: number
  /** Empty if the preview is only decoration. */
  readonly alt: string
}

/** Shows each preview by fading it in over the previous one, so that the background never shows through. */
export function PreviewLayers({ preview, expected, alt }: PreviewLayersProps) {
  const [shown, setShown] = useState<Preview>()
  const blur = MOST_BLUR * (1 - Math.min(preview.index + 1, expected) / (expected + 1))
  const layers = shown && shown.image.hash !== preview.image.hash ? [shown, preview] : [preview]
  return (
    // Larger than the frame, which clips it: the blur fades out toward its edges, which are then outside of the frame.
    <div style={{ inset: -2.5 * blur, filter: `blur(${blur}px)` }} className="absolute">
      {layers.map((layer) => (
        <img
          key={layer.image.hash}
          src={imageUrl(layer.image.hash)}
          alt={layer === preview ? alt : ''}
          decoding="async"
          draggable={false}
          onLoad={({ currentTarget }) => {
            currentTarget.style.opacity = '1'
          }}
          onTransitionEnd={() => setShown(layer)}
          style={{ opacity: layer === shown ? 1 : 0 }}
          className="absolute inset-0 size-full object-cover transition-opacity duration-200"
        />
      ))}
    </div>
  )
}
