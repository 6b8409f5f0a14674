import { Announcer } from './Announcer'
import { useProblemNotices } from './use-problem-notices'
import { useUploadNotice } from './use-upload-notice'
import '@/i18n/later'

/** What Easel says without having been asked, to the eye and to the ear. Nothing of it is needed for the first frame. */
export function Announcements() {
  useProblemNotices()
  useUploadNotice()
  return <Announcer />
}
