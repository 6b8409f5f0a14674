import { useState } from 'react'
import { imageUrl } from '@shared/image-url'
import type { Preview } from '@shared/answer'

/** Blur of the first of many previews, in pixels; later ones get their share of it. */
const MOST_BLUR = 18

interface PreviewLayersProps {
  readonly preview: Preview
  /** How many previews were asked for: the n-th of them is shown n steps sharper. */
  readonly expected: number
  /** Empty when the preview is decoration for something that says it better. */
  readonly alt: string
}

/** Previews replace each other by fading in on top, so that the wall never shows through. */
export function PreviewLayers({ preview, expected, alt }: PreviewLayersProps) {
  const [shown, setShown] = useState<Preview>()
  const blur = MOST_BLUR * (1 - Math.min(preview.index + 1, expected) / (expected + 1))
  const layers = shown && shown.image.hash !== preview.image.hash ? [shown, preview] : [preview]
  return (
    // Wider than the frame, which cuts it off: the blur thins out toward its own edge, which is outside of it.
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
