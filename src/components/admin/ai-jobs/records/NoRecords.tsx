import { ScrollText } from 'lucide-react'
import { Notice } from '@/components/admin/ai-jobs/Notice'
import { DEFAULT_RECORD_FILTER } from '@/components/admin/ai-jobs/records/record-filter'
import { changeRecordFilter } from '@/components/admin/ai-jobs/records/use-record-filter'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'

export function NoRecords({ filtered }: { filtered: boolean }) {
  const words = texts.records.empty
  return (
    <Notice icon={ScrollText} title={words.title} detail={filtered ? words.filtered : words.unfiltered}>
      {filtered && (
        <Button variant="outline" size="sm" className="mt-2" onClick={() => changeRecordFilter(DEFAULT_RECORD_FILTER)}>
          {texts.jobs.empty.clear}
        </Button>
      )}
    </Notice>
  )
}
