import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { notifyFailure } from '@/ui/notices'
import { ChooseExport } from './ChooseExport'
import { ChooseChats } from './ChooseChats'
import { ExportReader, type ExportSummary } from './export-reader'
import type { Source } from './foreign-chat'
import type { ImportReport } from './import-chats'
import { ImportProgress } from './ImportProgress'
import { DoneButton, ImportResult } from './ImportResult'
import type { ExportProblem } from './read-export'
import '@/i18n/later'

/** The outcome of opening a file in main. */
export type Opening =
  | { readonly kind: 'canceled' }
  /** Not an Easel export; possibly another app's. */
  | { readonly kind: 'foreign'; readonly file: File }
  /** An Easel export that was imported, or failed to. */
  | { readonly kind: 'done'; readonly result: ReactNode }

/** The import itself, provided by the window: this feature has no access to the database or main. */
export interface ImportActions {
  /** Undefined: the user chooses a file in the system's dialog. */
  readonly openInMain: (file: File | undefined) => Promise<Opening>
  /** Main's progress. */
  readonly progress: ReactNode
  /** Returns the keys of chats that were imported before, even if deleted since. */
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
  | { readonly kind: 'choosing'; readonly problem?: Exclude<ExportProblem, 'easel'> }
  | { readonly kind: 'reading'; readonly name: string }
  /** Main is reading an Easel export or showing its file dialog. */
  | { readonly kind: 'in-main' }
  | { readonly kind: 'added'; readonly result: ReactNode }
  | { readonly kind: 'preview'; readonly summary: ExportSummary; readonly known: ReadonlySet<string> }
  | { readonly kind: 'importing'; readonly done: number; readonly of: number }
  | { readonly kind: 'done'; readonly report: ImportReport; readonly source: Source }

interface ImportDialogProps {
  readonly actions: ImportActions
  /** A file that was already chosen or dropped. */
  readonly file?: File | undefined
  readonly onClose: () => void
}

/** Imports Easel exports and chats of other apps: choose the file, choose the chats, see the result. */
export function ImportDialog({ actions, file: given, onClose }: ImportDialogProps) {
  const { t } = useTranslation()
  const [step, setStep] = useState<Step>(given ? { kind: 'reading', name: given.name } : { kind: 'choosing' })
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
    if (summary === 'easel') return openInMain(file)
    if (typeof summary === 'string') return setStep({ kind: 'choosing', problem: summary })
    const keys = summary.chats.map(({ key }) => key)
    setStep({ kind: 'preview', summary, known: await actions.findKnown(summary.source, keys) })
  }
  const openInMain = async (file?: File): Promise<void> => {
    setStep({ kind: 'in-main' })
    try {
      const opening = await actions.openInMain(file)
      if (opening.kind === 'foreign') await open(opening.file)
      else setStep(opening.kind === 'done' ? { kind: 'added', result: opening.result } : { kind: 'choosing' })
    } catch (error) {
      setStep({ kind: 'choosing' })
      notifyFailure(error)
    }
  }
  const openGiven = useEffectEvent(() => {
    if (given) void open(given)
  })
  useEffect(() => openGiven(), [])
  const start = async ({ source }: ExportSummary, chosen: readonly number[]): Promise<void> => {
    if (!reader.current) return
    importing.current = new AbortController()
    setStep({ kind: 'importing', done: 0, of: chosen.length })
    const report = await actions.importChats(reader.current, source, chosen, importing.current.signal, (done) =>
      setStep({ kind: 'importing', done, of: chosen.length }),
    )
    setStep({ kind: 'done', report, source })
  }
  const isBusy = step.kind === 'importing' || step.kind === 'in-main'
  return (
    <Dialog
      label={t('imports.title')}
      onDismiss={() => !isBusy && onClose()}
      className="flex max-h-[calc(100vh-48px)] w-[600px] max-w-[calc(100vw-24px)] animate-rise flex-col overflow-hidden rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <DialogHeader title={t('imports.title')} closeLabel={t('imports.close')} onClose={() => !isBusy && onClose()} />
      {step.kind === 'choosing' && (
        <ChooseExport problem={step.problem} onChoose={() => void openInMain()} onDrop={(file) => void open(file)} />
      )}
      {step.kind === 'reading' && (
        <p role="status" className="px-6 pt-2 pb-8 text-13 text-text-muted">
          {t('imports.reading', { name: step.name })}
        </p>
      )}
      {step.kind === 'in-main' && <div className="px-6 pt-1 pb-6">{actions.progress}</div>}
      {step.kind === 'added' && (
        <div className="flex flex-col gap-4 px-6 pt-1 pb-6">
          <p role="status" className="text-13 wrap-anywhere">
            {step.result}
          </p>
          <DoneButton onClick={onClose} />
        </div>
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
