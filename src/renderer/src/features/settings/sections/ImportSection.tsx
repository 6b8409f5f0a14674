import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { Group } from './Section'

interface ImportSectionProps {
  /** Undefined while something typed waits for Save: leaving would lose it. */
  readonly onImport: (() => void) | undefined
}

export function ImportSection({ onImport }: ImportSectionProps) {
  const { t } = useTranslation()
  return (
    <Group title={t('settings.import.title')} about={t('settings.import.about')} isTitleShown>
      <div>
        <Button disabled={!onImport} onClick={onImport}>
          {t('settings.import.open')}
        </Button>
      </div>
    </Group>
  )
}
