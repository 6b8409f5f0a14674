import { useEffect, useRef, useState, type DragEvent } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { Button } from '@/ui/Button'
import type { ExportProblem } from './read-export'

/** The supported exports, and how to get one. */
const HOW = ['own', 'chatgpt', 'claude', 'cherry', 'chatbox'] as const

interface ChooseExportProps {
  /** Why the last chosen file can't be read. */
  readonly problem: Exclude<ExportProblem, 'easel'> | undefined
  readonly onChoose: () => void
  readonly onDrop: (file: File) => void
}

export function ChooseExport({ problem, onChoose, onDrop }: ChooseExportProps) {
  const { t } = useTranslation()
  const button = useRef<HTMLButtonElement>(null)
  const [isOver, setOver] = useState(false)
  // Runs after the dialog has opened and focused its first button.
  useEffect(() => button.current?.focus(), [])
  /** The window refuses drops while a dialog is open. */
  const keep = (event: DragEvent): void => {
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      onDragOver={(event) => {
        keep(event)
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={(event) => {
        keep(event)
        setOver(false)
        const [file] = event.dataTransfer.files
        if (file) onDrop(file)
      }}
      className="flex min-h-0 flex-col gap-4 overflow-y-auto px-6 pt-1 pb-6"
    >
      <p className="max-w-measure text-13 text-text-muted">{t('imports.about')}</p>
      <dl className="grid grid-cols-1 gap-x-5 text-13 narrow:grid-cols-[auto_1fr] narrow:gap-y-2.5">
        {HOW.map((app) => (
          <div key={app} className="contents">
            <dt className="font-medium">{t(`imports.app.${app}`)}</dt>
            <dd className="pb-2.5 text-text-muted narrow:pb-0">{t(`imports.how.${app}`)}</dd>
          </div>
        ))}
      </dl>
      {problem && (
        <p role="alert" className="text-13 text-danger">
          {t(`imports.problem.${problem}`)}
        </p>
      )}
      <div
        className={classNames(
          'flex flex-wrap items-center justify-between gap-3 rounded-md border border-dashed px-4 py-3 text-13',
          isOver ? 'border-accent bg-hover' : 'border-line-control',
        )}
      >
        <span className="text-text-muted">{t('imports.drop')}</span>
        <Button ref={button} look="primary" onClick={onChoose}>
          {t('imports.choose')}
        </Button>
      </div>
    </div>
  )
}
