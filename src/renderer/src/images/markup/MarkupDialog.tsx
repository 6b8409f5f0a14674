import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent as ReactKeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import type { ImageFile } from '@shared/request'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { isShortcut } from '@/lib/format-shortcut'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { getKeyStep } from '../mask/geometry'
import { runMaskJob } from '../mask/mask-jobs'
import { isRedo } from '../mask/mask-keys'
import { useStage } from '../mask/use-stage'
import { ZoomButtons } from '../mask/ZoomButtons'
import {
  addMark,
  changeMark,
  clearMarks,
  findSelected,
  NO_MARKING,
  redo,
  removeSelected,
  select,
  selectNext,
  typeWords,
  undo,
  type Marking,
} from './marking'
import { measureWords } from './draw-mark'
import { dragHandle, findKeyHandle } from './handles'
import { isVisible, moveMark, placeMark, type Mark, type MarkColor } from './marks'
import { MARK_TOOLS, MarkupTools } from './MarkupTools'
import { MarkupStage, type MarkTool } from './MarkupStage'
import { WordsField } from './WordsField'
import '@/i18n/later'

interface MarkupDialogProps {
  readonly image: ImageFile
  /** `overlay`: only the marks, to be placed over the image. `drawn-in`: a copy of the image with the marks on it. */
  readonly way: 'overlay' | 'drawn-in'
  /** Explains how the marks will be sent. */
  readonly note: string
  /** Gets the file. Rejects if it can't be stored. */
  readonly onDone: (file: Blob) => Promise<void>
  readonly onClose: () => void
}

/** Draws marks that tell a model what to change and where. The image itself isn't changed. */
export function MarkupDialog({ image, way, note, onDone, onClose }: MarkupDialogProps) {
  const { t } = useTranslation()
  const [marking, setMarking] = useState<Marking>(NO_MARKING)
  const [tool, setTool] = useState<MarkTool>('arrow')
  const [color, setColor] = useState<MarkColor>('red')
  const [problem, setProblem] = useState<'empty' | 'failed' | 'askDiscard'>()
  const [isSaving, setSaving] = useState(false)
  const nextId = useRef(1)
  const root = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const element = useRef<HTMLDivElement>(null)
  const stage = useStage(element, image)
  const selected = findSelected(marking)
  const visible = marking.marks.filter((mark) => isVisible(mark, image))

  const act = (change: (marking: Marking) => Marking): void => {
    setProblem(undefined)
    setMarking(change)
  }
  const takeId = (): number => {
    nextId.current += 1
    return nextId.current
  }
  const focusStage = (): void => root.current?.querySelector<HTMLElement>('[role=application]')?.focus()
  const chooseTool = (next: MarkTool, isByKey: boolean): void => {
    setTool(next)
    if (!isByKey) return
    const placed = next !== 'select' && placeMark(next, { id: takeId(), color }, image)
    if (placed) act((now) => addMark(now, placed))
    // The arrow keys now move the mark. New words focus their field instead.
    if (next !== 'words') focusStage()
  }
  const words = selected?.type === 'words' ? selected : undefined
  const newWords = selected?.type === 'words' && selected.text === '' ? selected.id : undefined
  useEffect(() => {
    if (newWords !== undefined) field.current?.focus()
  }, [newWords])

  const handleStageKey = (event: ReactKeyboardEvent): void => {
    const by = getKeyStep(event.key, event.altKey, image)
    if (by && selected) {
      const handle = event.shiftKey ? findKeyHandle(selected) : undefined
      const change = (): Mark =>
        handle ? dragHandle(selected, handle, by, { ...image, measureWords }) : moveMark(selected, by, image)
      if (handle || !event.shiftKey) act((now) => changeMark(now, change()))
    } else if (event.key === 'Delete' || event.key === 'Backspace') act(removeSelected)
    else if (event.key === 'Enter' && selected?.type === 'words') field.current?.focus()
    else if (event.ctrlKey || event.metaKey || event.altKey) return
    else if (event.key.toLowerCase() === 'n') act((now) => selectNext(now, event.shiftKey ? -1 : 1))
    else {
      const chosen = MARK_TOOLS.find(([, , key]) => key.toLowerCase() === event.key.toLowerCase())
      if (!chosen) return
      chooseTool(chosen[0], true)
    }
    event.preventDefault()
  }
  const handleKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    if (isShortcut(event, 'z')) act(undo)
    else if (isRedo(event)) act(redo)
    else return
    event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => handleKey(event)
    // In the capture phase, before the field for words undoes its own typing.
    window.addEventListener('keydown', listen, true)
    return () => window.removeEventListener('keydown', listen, true)
  }, [])

  const finish = async (): Promise<void> => {
    if (visible.length === 0) return setProblem('empty')
    setSaving(true)
    try {
      const marked = await runMaskJob({ type: 'mark', image, marks: visible, way })
      if (marked.type !== 'marked') throw new Error(marked.type)
      await onDone(marked.file)
    } catch {
      setProblem('failed')
      setSaving(false)
    }
  }
  return (
    <Dialog
      label={t('markup.title')}
      onDismiss={() => (visible.length > 0 && problem !== 'askDiscard' ? setProblem('askDiscard') : onClose())}
      className="flex size-full flex-col bg-surface"
    >
      <div className="drag">
        <DialogHeader title={t('markup.title')} closeLabel={t('markup.close')} onClose={onClose} />
      </div>
      <div ref={root} className="flex min-h-0 grow flex-col">
        <MarkupStage
          image={image}
          marks={marking.marks}
          selected={marking.selected}
          tool={tool}
          color={color}
          element={element}
          stage={stage}
          takeId={takeId}
          onAdd={(mark) => act((now) => addMark(now, mark))}
          onChange={(mark) => act((now) => changeMark(now, mark))}
          onSelect={(id) => act((now) => select(now, id))}
          onWrite={(id) => {
            flushSync(() => act((now) => select(now, id)))
            field.current?.focus()
          }}
          onKey={handleStageKey}
        />
        {/* The field takes the place of the note, so that nothing moves when it appears. */}
        <div className="grid shrink-0 px-4 text-center text-12 *:col-start-1 *:row-start-1">
          <p className={classNames('content-center py-1 text-text-muted', (words || problem) && 'invisible')}>{note}</p>
          <div className="flex min-h-10 flex-wrap items-center justify-center gap-x-3">
            {words && (
              <WordsField
                ref={field}
                words={words.text}
                onChange={(text) => act((now) => typeWords(now, { ...words, text }))}
                onEnter={focusStage}
              />
            )}
            <span role="status" className="text-danger">
              {problem ? (
                t(`markup.problem.${problem}`)
              ) : (
                <span className="sr-only">{t('markup.count', { count: visible.length })}</span>
              )}
            </span>
          </div>
        </div>
        <MarkupTools
          tool={tool}
          color={selected?.color ?? color}
          can={{
            undo: marking.past.length > 0,
            redo: marking.future.length > 0,
            remove: selected !== undefined,
            clear: marking.marks.length > 0,
          }}
          onTool={chooseTool}
          onColor={(next) => {
            setColor(next)
            if (selected) act((now) => changeMark(now, { ...selected, color: next }))
          }}
          onUndo={() => act(undo)}
          onRedo={() => act(redo)}
          onRemove={() => {
            act(removeSelected)
            focusStage()
          }}
          onClear={() => {
            act(clearMarks)
            focusStage()
          }}
        >
          <ZoomButtons stage={stage} />
          <div className="flex gap-2">
            <Button onClick={onClose}>{t('markup.cancel')}</Button>
            <Button look="primary" disabled={isSaving} onClick={() => void finish()}>
              {t('markup.done')}
            </Button>
          </div>
        </MarkupTools>
      </div>
    </Dialog>
  )
}
