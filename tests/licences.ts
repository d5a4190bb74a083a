import { writeFile } from 'node:fs/promises'
import { LICENCES_PAGE, licencesPage, readDependencies } from './support/licences.ts'

await writeFile(LICENCES_PAGE, licencesPage(await readDependencies()))
