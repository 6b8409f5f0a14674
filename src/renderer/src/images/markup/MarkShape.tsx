import type { Dimensions } from '@shared/image-options'
import { computeFontSize, computeLine, MARK_COLORS, toPath, type Mark } from './marks'
import { getHaloColor, HALO, WORDS_FONT } from './draw-mark'

interface MarkShapeProps {
  readonly mark: Mark
  readonly image: Dimensions
  readonly isSelected: boolean
  /** The width in which a pointer hits the line, in image pixels. */
  readonly reach: number
}

/** One mark as it will be in the file, with a dashed line on it while it is selected. Words show their box instead. */
export function MarkShape({ mark, image, isSelected, reach }: MarkShapeProps) {
  const line = computeLine(image)
  const color = MARK_COLORS[mark.color]
  const halo = getHaloColor(mark)
  if (mark.type === 'words') {
    return (
      <text
        data-mark={mark.id}
        x={mark.at.x}
        y={mark.at.y}
        fill={color}
        stroke={halo}
        strokeWidth={line}
        paintOrder="stroke"
        strokeLinejoin="round"
        {...WORDS_FONT}
        fontSize={computeFontSize(image, mark)}
        className="select-none whitespace-pre"
      >
        {/* Before any words are typed, shows where they will start. */}
        {mark.text === '' ? '▏' : mark.text}
      </text>
    )
  }
  const path = toPath(mark, line)
  return (
    <g data-mark={mark.id} fill="none" strokeLinecap="round" strokeLinejoin="round">
      <path d={path} stroke="transparent" strokeWidth={reach} pointerEvents="stroke" />
      <path d={path} stroke={halo} strokeWidth={line * HALO} />
      <path d={path} stroke={color} strokeWidth={line} />
      {isSelected && (
        <path d={path} stroke={halo} strokeWidth={line * 0.5} strokeDasharray={`${line * 1.5} ${line * 2}`} />
      )}
    </g>
  )
}
