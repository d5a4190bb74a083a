import { readCatalogue } from './catalogue/read-catalogue.js'
import { databaseChecks, textChecks } from './findings/checks.js'
import { findAll } from './findings/finding.js'
import { describeProblem } from './problems.js'

/** @type {(code: string) => import('./findings/finding.js').Finding} */
const fromHealth = (code) => {
  const { what, mend } = describeProblem(code)
  return {
    level: 'error',
    code,
    why: 'Stuck jobs wait longer for their end and their credits, or for ever.',
    where: 'the cleaner',
    what,
    mend,
    sql: [],
  }
}

/** @param {import('./database-target.js').DatabaseTarget} target */
export async function examineDatabase(target) {
  const catalogue = await readCatalogue(target)
  return [
    ...findAll(textChecks, catalogue),
    ...findAll(databaseChecks, catalogue),
    ...catalogue.healthProblems.map(fromHealth),
  ]
}
