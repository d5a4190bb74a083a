import { creditsWithoutLock } from './credits-without-lock.js'
import { indexMissing } from './index-missing.js'
import { jobTableUnregistered } from './job-table-unregistered.js'
import { keyInCron } from './key-in-cron.js'
import { moneyColumnOpen } from './money-column-open.js'
import { moneyFunctionOpen, moneyFunctionSelfGuarded } from './money-function-open.js'
import { otherCleaner, otherCleanerScheduled } from './other-cleaner.js'
import { policyAlwaysTrue } from './policy-always-true.js'
import { refundAlwaysMonthly } from './refund-always-monthly.js'
import { refundThenUpdate } from './refund-then-update.js'
import { tableProvesNothing } from './table-proves-nothing.js'

/** What the text of functions and cron commands tells. */
export const scriptChecks = [
  moneyFunctionOpen,
  refundThenUpdate,
  creditsWithoutLock,
  keyInCron,
  moneyFunctionSelfGuarded,
  otherCleaner,
  refundAlwaysMonthly,
]

/** What only a database tells. */
export const databaseChecks = [
  moneyColumnOpen,
  policyAlwaysTrue,
  otherCleanerScheduled,
  jobTableUnregistered,
  indexMissing,
  tableProvesNothing,
]

export const findingCodes = [...scriptChecks, ...databaseChecks].map(({ code }) => code)
