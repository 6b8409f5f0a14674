import { Cloud, CloudAlert, CloudUpload, HardDrive, type LucideIcon } from 'lucide-react'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { classNames } from '@/lib/class-names'
import { listMadeImages } from '../composites/composites'
import type { AssistantMessage } from '../model'
import { useChatStoreApi } from '../use-chat-store'
import { uploadSummary, type UploadSummary } from './upload-summary'

const ICONS: Readonly<Record<UploadSummary['state'], LucideIcon>> = {
  local: HardDrive,
  uploading: CloudUpload,
  uploaded: Cloud,
  failed: CloudAlert,
}

/** The upload state of all files of an answer. Unobtrusive while all is well; a failed upload says why. */
export function UploadState({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const summary = uploadSummary(listMadeImages(message))
  const explain = useExplanation()
  const { state } = summary
  const Icon = ICONS[state]
  const isWorthWords = state === 'uploading' || state === 'failed'
  return (
    <span
      data-testid="upload-state"
      data-state={state}
      title={explain(summary)}
      className={classNames('inline-flex items-center gap-1', state === 'failed' && 'text-warning')}
    >
      <Icon size={14} strokeWidth={1.5} aria-hidden />
      <span className={isWorthWords ? undefined : 'answer-facts-aside'}>{t(`upload.${state}`)}</span>
      {state === 'failed' && <span className="sr-only">{explain(summary)}</span>}
    </span>
  )
}

/** A remedy for a failed upload; nothing if none has failed. */
export function RetryUpload({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const summary = uploadSummary(listMadeImages(message))
  const explain = useExplanation()
  if (summary.state !== 'failed') return null
  return (
    <Button
      look="quiet"
      size="row"
      title={explain(summary)}
      onClick={() => summary.failed.forEach((id) => store.getState().retryUpload(id))}
    >
      {t('upload.again')}
    </Button>
  )
}

function useExplanation(): (summary: UploadSummary) => string | undefined {
  const { t } = useTranslation()
  const format = useFormat()
  return (summary) => {
    if (summary.state === 'uploading') return undefined
    if (summary.state !== 'failed') return t(`upload.${summary.state}Hint`)
    const reason = t(`upload.problem.${summary.reason}`)
    return summary.retryAt ? `${reason} ${t('upload.retryAt', { time: format.moment(summary.retryAt) })}` : reason
  }
}
