import { Cloud, CloudAlert, CloudUpload, HardDrive } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import type { AssistantMessage } from '../model'
import { uploadSummary } from './upload-summary'
import { useChatStoreApi } from '../use-chat-store'

/** Where the files are, for the whole answer. Quiet while all is well; a failed upload says why and offers a way on. */
export function UploadBadge({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const format = useFormat()
  const store = useChatStoreApi()
  const summary = uploadSummary(message.images)
  const { state } = summary
  const badge = 'inline-flex items-center gap-1'
  switch (state) {
    case 'local':
      return (
        <span data-testid="upload-state" data-state={state} title={t('upload.localHint')} className={badge}>
          <HardDrive size={14} strokeWidth={1.5} aria-hidden />
          <span className="sr-only">{t('upload.local')}</span>
        </span>
      )
    case 'uploading':
      return (
        <span data-testid="upload-state" data-state={state} className={badge}>
          <CloudUpload size={14} strokeWidth={1.5} aria-hidden />
          {t('upload.uploading')}
        </span>
      )
    case 'uploaded':
      return (
        <span data-testid="upload-state" data-state={state} title={t('upload.uploadedHint')} className={badge}>
          <Cloud size={14} strokeWidth={1.5} aria-hidden />
          <span className="sr-only">{t('upload.uploaded')}</span>
        </span>
      )
    case 'failed': {
      const reason = t(`upload.problem.${summary.reason}`)
      const title = summary.retryAt
        ? `${reason} ${t('upload.retryAt', { time: format.moment(summary.retryAt) })}`
        : reason
      return (
        <span className="inline-flex items-center gap-2">
          <span data-testid="upload-state" data-state={state} title={title} className={`${badge} text-warning`}>
            <CloudAlert size={14} strokeWidth={1.5} aria-hidden />
            {t('upload.failed')}
            <span className="sr-only">{title}</span>
          </span>
          <button
            type="button"
            title={title}
            onClick={() => summary.failed.forEach((id) => store.getState().retryUpload(id))}
            className="rounded-sm text-accent underline-offset-2 hover:underline"
          >
            {t('upload.again')}
          </button>
        </span>
      )
    }
  }
}
