import { useEffect, useRef, useState } from 'react'
import type { Exported } from '@shared/library'
import { useClient } from '@/bridge/use-client'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { notifyFailure } from '@/ui/notices'
import type { ForeignFile, ImportedLibrary } from './import-library'
import { LibraryProgress, LibraryResult, type LibraryWork } from './LibraryResult'
import '@/i18n/later'

interface LibraryPanelProps {
  /** Resolves once main has every row. */
  readonly archived: () => Promise<void>
  readonly importLibrary: () => Promise<ImportedLibrary | ForeignFile>
  /** Called if the user chose a file that isn't an Easel export. */
  readonly onForeign: (file: File) => void
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly work: LibraryWork }
  | { readonly kind: 'done'; readonly work: LibraryWork; readonly result: Exported | ImportedLibrary }

/** Exports and imports everything as one file. */
export function LibraryPanel({ archived, importLibrary, onForeign }: LibraryPanelProps) {
  const { t } = useTranslation()
  const client = useClient()
  const [state, setState] = useState<State>({ kind: 'idle' })
  const start = async (
    work: LibraryWork,
    run: () => Promise<Exported | ImportedLibrary | ForeignFile>,
  ): Promise<void> => {
    setState({ kind: 'working', work })
    try {
      const result = await run()
      if (result.status === 'foreign') onForeign(result.file)
      const isOver = result.status === 'foreign' || result.status === 'canceled'
      setState(isOver ? { kind: 'idle' } : { kind: 'done', work, result })
    } catch (error) {
      setState({ kind: 'idle' })
      notifyFailure(error)
    }
  }
  const exportTo = async (request: 'library.export' | 'library.backUp'): Promise<Exported> => {
    await archived()
    return client.request(request, undefined)
  }
  const isWorking = state.kind === 'working'
  const panel = useRef<HTMLDivElement>(null)
  // In a low window the result would be out of view.
  useEffect(() => {
    if (state.kind !== 'idle') panel.current?.scrollIntoView({ block: 'nearest' })
  }, [state.kind])
  return (
    <div ref={panel} className="flex scroll-mb-4 flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button disabled={isWorking} onClick={() => void start('export', () => exportTo('library.export'))}>
          {t('library.export')}
        </Button>
        <Button disabled={isWorking} onClick={() => void start('import', importLibrary)}>
          {t('library.import')}
        </Button>
        <Button disabled={isWorking} onClick={() => void start('backUp', () => exportTo('library.backUp'))}>
          {t('library.backUp')}
        </Button>
      </div>
      {isWorking && <LibraryProgress work={state.work} />}
      <div role="status" className="text-13 wrap-anywhere empty:hidden">
        {state.kind === 'done' && <LibraryResult work={state.work} result={state.result} />}
      </div>
    </div>
  )
}
