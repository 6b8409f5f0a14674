import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { ChooseExport } from './ChooseExport'
import { ChooseChats } from './ChooseChats'
import { ExportReader, type ExportSummary } from './export-reader'
import type { Source } from './foreign-chat'
import type { ImportReport } from './import-chats'
import { ImportProgress } from './ImportProgress'
import { ImportResult } from './ImportResult'
import type { ExportProblem } from './read-export'
import '@/i18n/later'

/** What is done with an export, by the window: this feature knows neither the database nor main. */
export interface ImportActions {
  /** The keys of those that are here already, or were deleted. */
  readonly findKnown: (source: Source, keys: readonly string[]) => Promise<ReadonlySet<string>>
  readonly importChats: (
    reader: ExportReader,
    source: Source,
    chosen: readonly number[],
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ) => Promise<ImportReport>
}

type Step =
  | { readonly kind: 'choosing'; readonly problem?: ExportProblem }
  | { readonly kind: 'reading'; readonly name: string }
  | { readonly kind: 'preview'; readonly summary: ExportSummary; readonly known: ReadonlySet<string> }
  | { readonly kind: 'importing'; readonly done: number; readonly of: number }
  | { readonly kind: 'done'; readonly report: ImportReport; readonly source: Source }

interface ImportDialogProps {
  readonly actions: ImportActions
  readonly onClose: () => void
}

/** Brings chats of other apps in: choose the export, choose the chats, see what came of it. */
export function ImportDialog({ actions, onClose }: ImportDialogProps) {
  const { t } = useTranslation()
  const [step, setStep] = useState<Step>({ kind: 'choosing' })
  const reader = useRef<ExportReader>(undefined)
  const importing = useRef<AbortController>(undefined)
  useEffect(
    () => () => {
      importing.current?.abort()
      reader.current?.close()
    },
    [],
  )
  const open = async (file: File): Promise<void> => {
    setStep({ kind: 'reading', name: file.name })
    reader.current?.close()
    const reading = (reader.current = new ExportReader())
    const summary = await reading.open(file)
    if (reading !== reader.current) return
    if (typeof summary === 'string') return setStep({ kind: 'choosing', problem: summary })
    const keys = summary.chats.map(({ key }) => key)
    setStep({ kind: 'preview', summary, known: await actions.findKnown(summary.source, keys) })
  }
  const start = async ({ source }: ExportSummary, chosen: readonly number[]): Promise<void> => {
    if (!reader.current) return
    importing.current = new AbortController()
    setStep({ kind: 'importing', done: 0, of: chosen.length })
    const report = await actions.importChats(reader.current, source, chosen, importing.current.signal, (done) =>
      setStep({ kind: 'importing', done, of: chosen.length }),
    )
    setStep({ kind: 'done', report, source })
  }
  const isBusy = step.kind === 'importing'
  return (
    <Dialog
      label={t('imports.title')}
      onDismiss={() => !isBusy && onClose()}
      className="flex max-h-[calc(100vh-48px)] w-[600px] max-w-[calc(100vw-24px)] animate-rise flex-col overflow-hidden rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <DialogHeader title={t('imports.title')} closeLabel={t('imports.close')} onClose={() => !isBusy && onClose()} />
      {step.kind === 'choosing' && <ChooseExport problem={step.problem} onChoose={(file) => void open(file)} />}
      {step.kind === 'reading' && (
        <p role="status" className="px-6 pt-2 pb-8 text-13 text-text-muted">
          {t('imports.reading', { name: step.name })}
        </p>
      )}
      {step.kind === 'preview' && (
        <ChooseChats
          summary={step.summary}
          known={step.known}
          onBack={() => setStep({ kind: 'choosing' })}
          onImport={(chosen) => void start(step.summary, chosen)}
        />
      )}
      {step.kind === 'importing' && (
        <ImportProgress done={step.done} of={step.of} onCancel={() => importing.current?.abort()} />
      )}
      {step.kind === 'done' && <ImportResult report={step.report} source={step.source} onClose={onClose} />}
    </Dialog>
  )
}
