import { backlogOfThePast } from './backlog-of-the-past.js'
import { creditsWithoutLock } from './credits-without-lock.js'
import { indexMissing } from './index-missing.js'
import { jobTableUnregistered } from './job-table-unregistered.js'
import { keyInCron } from './key-in-cron.js'
import { moneyColumnOpen } from './money-column-open.js'
import { moneyFunctionOpen, moneyFunctionSelfGuarded } from './money-function-open.js'
import { otherCleaner, otherCleanerScheduled } from './other-cleaner.js'
import { policyAlwaysTrue } from './policy-always-true.js'
import { recordsBroken, recordsUnverified } from './records-broken.js'
import { refundAlwaysMonthly } from './refund-always-monthly.js'
import { refundRepeatable } from './refund-repeatable.js'
import { refundThenUpdate } from './refund-then-update.js'
import { tableProvesNothing } from './table-proves-nothing.js'
import { triggerRefunds } from './trigger-refunds.js'

/** What a database tells, and the text of a project's migrations as well. */
export const textChecks = [
  moneyFunctionOpen,
  moneyColumnOpen,
  policyAlwaysTrue,
  refundThenUpdate,
  refundRepeatable,
  triggerRefunds,
  creditsWithoutLock,
  otherCleanerScheduled,
  keyInCron,
  moneyFunctionSelfGuarded,
  otherCleaner,
  refundAlwaysMonthly,
  jobTableUnregistered,
  indexMissing,
]

/** What only a database tells. */
export const databaseChecks = [recordsBroken, tableProvesNothing, backlogOfThePast, recordsUnverified]

export const findingCodes = [...textChecks, ...databaseChecks].map(({ code }) => code)
