import type { MouseEvent } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { useNotePlaces } from './markdown/notes'
import type { Sign } from './markdown/signs'

type NoteSign = Extract<Sign, { type: 'reference' | 'note' }>

/** The small number in a text that leads to its footnote. Without a footnote, the brackets as they were written. */
export function NoteReference({ sign: { label, source } }: { readonly sign: NoteSign }) {
  const { t } = useTranslation()
  const { note, reference, isHere, isKnown } = useNotePlaces(label)
  if (!isKnown) return source
  if (!isHere) return <sup className="note-reference">{label}</sup>
  return (
    <sup className="note-reference">
      <NoteLink id={reference} target={note} label={t('markdown.note', { label })}>
        {label}
      </NoteLink>
    </sup>
  )
}

/** The number at the start of a footnote, which leads back to the text. */
export function NoteMark({ sign: { label } }: { readonly sign: NoteSign }) {
  const { t } = useTranslation()
  const { note, reference } = useNotePlaces(label)
  return (
    <NoteLink id={note} target={reference} label={t('markdown.backToText', { label })} className="note-mark">
      {label}
    </NoteLink>
  )
}

interface NoteLinkProps {
  readonly id: string
  readonly target: string
  readonly label: string
  readonly className?: string
  readonly children: string
}

/** A link within the answer: the window itself doesn't navigate. */
function NoteLink({ id, target, label, className, children }: NoteLinkProps) {
  const go = (event: MouseEvent): void => {
    event.preventDefault()
    const place = document.getElementById(target)
    place?.scrollIntoView({ block: 'nearest' })
    place?.focus({ preventScroll: true })
  }
  return (
    <a
      id={id}
      href={`#${target}`}
      aria-label={label}
      className={className}
      onClick={go}
      onAuxClick={(event) => event.preventDefault()}
      onDragStart={(event) => event.preventDefault()}
    >
      {children}
    </a>
  )
}
