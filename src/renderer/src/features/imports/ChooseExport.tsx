import { useEffect, useRef } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import type { ExportProblem } from './read-export'

/** Which files can be read, and where one gets them. */
const HOW = ['chatgpt', 'claude', 'cherry', 'chatbox'] as const

interface ChooseExportProps {
  /** Why the file that was chosen last can't be read. */
  readonly problem: ExportProblem | undefined
  readonly onChoose: (file: File) => void
}

export function ChooseExport({ problem, onChoose }: ChooseExportProps) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  // After the dialog has opened, which gives the focus to its first button.
  useEffect(() => button.current?.focus(), [])
  return (
    <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-6 pt-1 pb-6">
      <p className="max-w-measure text-13 text-text-muted">{t('imports.about')}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2.5 text-13">
        {HOW.map((app) => (
          <div key={app} className="contents">
            <dt className="font-medium">{t(`imports.app.${app}`)}</dt>
            <dd className="text-text-muted">{t(`imports.how.${app}`)}</dd>
          </div>
        ))}
      </dl>
      {problem && (
        <p role="alert" className="text-13 text-danger">
          {t(`imports.problem.${problem}`)}
        </p>
      )}
      <div className="flex justify-end">
        <Button ref={button} look="primary" onClick={() => input.current?.click()}>
          {t('imports.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".zip,.json,application/zip,application/json"
          aria-label={t('imports.file')}
          tabIndex={-1}
          className="hidden"
          onChange={({ target }) => {
            const [file] = target.files ?? []
            // The same file can be chosen again.
            target.value = ''
            if (file) onChoose(file)
          }}
        />
      </div>
    </div>
  )
}
