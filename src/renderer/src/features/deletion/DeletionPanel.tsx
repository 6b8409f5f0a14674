import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { DeleteDialog, type Counts } from './DeleteDialog'
import '@/i18n/later'

/** The button that deletes everything, with its dialog. */
export function DeletionPanel({ count }: { readonly count: () => Promise<Counts> }) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <div>
        <Button look="danger" onClick={() => setIsOpen(true)}>
          {t('deletion.open')}
        </Button>
      </div>
      {isOpen && <DeleteDialog count={count} onClose={() => setIsOpen(false)} />}
    </>
  )
}
