import type { Model } from '@shared/catalogue'
import type { TextFile } from '@shared/text-files'
import { useTranslation } from '@/i18n/use-translation'
import { FileChips } from '@/text-files/FileChips'
import '@/i18n/later'

interface AttachedFilesProps {
  readonly files: readonly TextFile[]
  /** The model that can't read them. Undefined: all models can. */
  readonly unable: Model | undefined
  readonly onChange: (files: readonly TextFile[]) => void
}

/** The text files attached to the next message. */
export function AttachedFiles({ files, unable, onChange }: AttachedFilesProps) {
  const { t } = useTranslation()
  return (
    <div className="flex w-full flex-col gap-1 px-4 pt-3">
      <FileChips files={files} onRemove={(index) => onChange(files.filter((_, other) => other !== index))} />
      {unable && (
        <p role="status" className="text-12 text-danger">
          {t('textFiles.unable', { model: unable.name })}
        </p>
      )}
    </div>
  )
}
