import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { SOURCES, type Source } from './foreign-chat'
import type { ImportReport } from './import-chats'

interface ImportResultProps {
  readonly report: ImportReport
  readonly source: Source
  readonly onClose: () => void
}

/** What was imported, what existed already, and what couldn't be read. */
export function ImportResult({ report, source, onClose }: ImportResultProps) {
  const { t } = useTranslation()
  const { outcomes, messages, images, missingImages, leftOut, ended } = report
  const lines = [
    t('imports.result.added', { count: outcomes.added, app: SOURCES[source] }),
    ...(messages > 0 ? [t('imports.result.messages', { count: messages })] : []),
    ...(images > 0 ? [t('imports.result.images', { count: images })] : []),
    ...(outcomes.continued > 0 ? [t('imports.result.continued', { count: outcomes.continued })] : []),
    ...(outcomes.known > 0 ? [t('imports.result.known', { count: outcomes.known })] : []),
    ...(outcomes.deleted > 0 ? [t('imports.result.deleted', { count: outcomes.deleted })] : []),
  ]
  const gaps = [
    ...(missingImages > 0 ? [t('imports.result.missingImages', { count: missingImages })] : []),
    ...(leftOut.files > 0 ? [t('imports.result.files', { count: leftOut.files })] : []),
    ...(leftOut.recordings > 0 ? [t('imports.result.recordings', { count: leftOut.recordings })] : []),
    ...(leftOut.toolCalls > 0 ? [t('imports.result.toolCalls', { count: leftOut.toolCalls })] : []),
  ]
  return (
    <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-6 pt-1 pb-6">
      {ended && (
        <p role="alert" className="text-13 text-danger">
          {t(`imports.ended.${ended}`)}
        </p>
      )}
      <Lines lines={lines} />
      {gaps.length > 0 && (
        <div className="flex flex-col gap-1.5">
          <h3 className="text-13 font-medium">{t('imports.result.leftOut')}</h3>
          <Lines lines={gaps} isMuted />
        </div>
      )}
      <DoneButton onClick={onClose} />
    </div>
  )
}

export function DoneButton({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="flex justify-end">
      <Button look="primary" autoFocus onClick={onClick}>
        {t('imports.done')}
      </Button>
    </div>
  )
}

function Lines({ lines, isMuted = false }: { readonly lines: readonly string[]; readonly isMuted?: boolean }) {
  return (
    <ul className={isMuted ? 'flex flex-col gap-1 text-13 text-text-muted' : 'flex flex-col gap-1 text-13'}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
