import { prepareMachine } from './setup/machine.ts'
import { checkDatabaseTypes, writeDatabaseTypes } from './support/database-types.ts'
import { createTestDatabase } from './support/test-database.ts'

prepareMachine()
const database = await createTestDatabase()
if (process.argv.includes('--write')) {
  await writeDatabaseTypes(database.url())
} else if (!(await checkDatabaseTypes(database.url()))) {
  process.exitCode = 1
}
await database.drop()
process.exit()
