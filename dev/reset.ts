import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { defaultDataFolder, isInUse } from './data-folder.ts'

const { values } = parseArgs({ options: { 'data-folder': { type: 'string', default: defaultDataFolder } } })
const folder = values['data-folder']

if (await isInUse(folder)) {
  console.error(`${folder} is in use. Stop npm start first.`)
  process.exit(1)
}
rmSync(folder, { recursive: true, force: true })
console.log('The local data is gone. npm start makes it anew.')
