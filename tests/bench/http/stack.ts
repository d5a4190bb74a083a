import { join } from 'node:path'
import { createClient } from '@supabase/supabase-js'
import { demoPassword } from '../../../dev/demo-data.ts'
import { startFunctionServer } from '../../../dev/function-server.ts'
import { forwardTo, guarded, openGateway } from '../../../dev/gateway.ts'
import { defaultMigrationsFolder, prepareProject } from '../../../dev/stack.ts'
import { freePort } from '../../dev/local-stack.ts'

const READ_ONE_ROW = join(import.meta.dirname, 'read-one-row')

// node stack.ts <database url> <data folder>: gateway, API and both functions, until it is killed. Prints where they are and
// the token of an admin who has signed in, as one line of JSON.
const [, , databaseUrl, dataFolder = ''] = process.argv
// A signal alone would leave the functions' processes behind.
process.once('SIGTERM', () => process.exit())
const port = await freePort()
const origin = `http://127.0.0.1:${port}`
const { setRoutes } = await openGateway(port)
const { api, keys } = await prepareProject(
  { databaseUrl, dataFolder, migrationsFolder: defaultMigrationsFolder, allowRemoteDatabase: false },
  [],
)
const handleApi = guarded(api.handle)
setRoutes({ '/rest/v1/': handleApi, '/auth/v1/': handleApi })
const cache = join(dataFolder, 'deno')
const cancel = await startFunctionServer(origin, keys.publishableKey, cache)
const readOneRow = await startFunctionServer(origin, keys.publishableKey, cache, READ_ONE_ROW)
setRoutes({
  '/rest/v1/': handleApi,
  '/auth/v1/': handleApi,
  '/functions/v1/admin-cancel-job': forwardTo(cancel.port),
  '/functions/v1/read-one-row': forwardTo(readOneRow.port),
})
const client = createClient(origin, keys.publishableKey, { auth: { persistSession: false, autoRefreshToken: false } })
const { data, error } = await client.auth.signInWithPassword({ email: 'admin@example.com', password: demoPassword })
if (error) throw error
console.log(JSON.stringify({ origin, token: data.session.access_token }))
