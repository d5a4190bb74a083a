import { ShieldAlert } from 'lucide-react'
import { Notice } from '@/components/admin/ai-jobs/Notice'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

export function NotAdminNotice() {
  return <Notice icon={ShieldAlert} heading title={texts.shell.notAdmin.title} detail={texts.shell.notAdmin.detail} />
}
