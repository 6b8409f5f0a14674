import { Announcer } from './Announcer'
import { useProblemNotices } from './use-problem-notices'
import { useUploadNotice } from './use-upload-notice'
import '@/i18n/later'

/** Messages that Easel shows or announces unprompted. Not needed for the first frame. */
export function Announcements() {
  useProblemNotices()
  useUploadNotice()
  return <Announcer />
}
