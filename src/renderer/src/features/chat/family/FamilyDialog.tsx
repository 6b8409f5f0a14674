import { useEffect, useMemo, useRef, useState } from 'react'
import type { AttachmentId } from '@shared/ids'
import { useModelFinder } from '@/bridge/use-model-finder'
import type { FamilyRows } from '@/data/records'
import { useTranslation } from '@/i18n/use-translation'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { showMessage } from '../show-message'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { arrangeFamily, countSteps } from './arrange-family'
import { FamilyTree } from './FamilyTree'
import '@/i18n/later'

interface FamilyDialogProps {
  readonly of: AttachmentId
  readonly onClose: () => void
}

/** What an image was made from and what was made from it, across all chats, with the price of each step and branch. */
export function FamilyDialog({ of, onClose }: FamilyDialogProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const find = useModelFinder()
  const { editImage } = useWindowActions()
  const rows = useFamily(of)
  const steps = useMemo(
    () =>
      rows === undefined || rows === 'failed' ? [] : arrangeFamily(rows, (model) => find(model)?.prices === 'free'),
    [rows, find],
  )
  const content = useRef<HTMLDivElement>(null)
  useEffect(() => {
    content.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' })
  }, [steps])
  return (
    <Dialog
      label={t('family.title')}
      onDismiss={onClose}
      className="flex max-h-[min(88vh,880px)] w-[min(94vw,720px)] flex-col rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <DialogHeader title={t('family.title')} closeLabel={t('family.close')} onClose={onClose} />
      <div ref={content} className="scroll-slim min-h-24 overflow-y-auto px-6 pb-6">
        {rows === undefined && <p className="text-13 text-text-muted">{t('family.loading')}</p>}
        {rows === 'failed' && (
          <p role="alert" className="text-13">
            {t('family.failed')}
          </p>
        )}
        {countSteps(steps) === 1 && <p className="mb-3 text-13 text-text-muted">{t('family.alone')}</p>}
        <FamilyTree
          steps={steps}
          current={of}
          onShow={({ chatId, id }) => {
            onClose()
            void showMessage(store, chatId, id)
          }}
          onEdit={(image, model) => {
            onClose()
            editImage(image, model)
          }}
        />
        {rows !== undefined && rows !== 'failed' && rows.isCut && (
          <p className="mt-3 text-12 text-text-muted">{t('family.cut')}</p>
        )}
      </div>
    </Dialog>
  )
}

/** Undefined until it's read. */
function useFamily(of: AttachmentId): FamilyRows | 'failed' | undefined {
  const store = useChatStoreApi()
  const [rows, setRows] = useState<FamilyRows | 'failed'>()
  useEffect(() => {
    let isWanted = true
    store
      .data()
      .then((data) => data.families.find(of))
      .catch(() => 'failed' as const)
      .then((found) => isWanted && setRows(found))
    return () => {
      isWanted = false
    }
  }, [store, of])
  return rows
}
