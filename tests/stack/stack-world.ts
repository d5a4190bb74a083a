import { createClient } from '@supabase/supabase-js'
import { demoPassword } from '../../dev/demo-data.ts'
import { localPublishableKey } from '../../dev/stack.ts'
import { type LocalStack, startLocalStack } from '../dev/local-stack.ts'
import { createWorld, type World } from '../races/world.ts'
import { startCluster } from '../support/cluster.ts'
import { scratchFolder } from '../support/scratch.ts'
import { testDatabaseAt } from '../support/test-database.ts'

export type StackWorld = World & {
  stack: LocalStack
  /** Of two admins who have signed in. */
  tokens: [string, string]
}

async function tokenOf(stack: LocalStack, email: string, enter: 'signInWithPassword' | 'signUp'): Promise<string> {
  const api = createClient(stack.origin, localPublishableKey(), {
    auth: { persistSession: false, autoRefreshToken: false },
  })
  const { data, error } = await api.auth[enter]({ email, password: demoPassword })
  if (error) throw error
  if (!data.session) throw new Error(`${email} has no session`)
  return data.session.access_token
}

/** The whole local stack, as `npm start` runs it, over a database on a real Postgres of its own. */
export async function createStackWorld(connections: number): Promise<StackWorld> {
  const undo: (() => unknown)[] = []
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const cluster = await startCluster({ version: 15, durable: false })
    undo.push(cluster.stop)
    const folder = scratchFolder('stack')
    undo.push(folder.remove)
    const database = testDatabaseAt(cluster, await cluster.createDatabase())
    const environment = { ESTORNO_DATABASE_URL: database.url() }
    const stack = await startLocalStack({ dataFolder: folder.path, environment })
    const world = await createWorld(connections, database)
    undo.push(world.close, () => stack.stop())
    const second = 'segunda-admin@example.com'
    const tokens: StackWorld['tokens'] = [
      await tokenOf(stack, 'admin@example.com', 'signInWithPassword'),
      await tokenOf(stack, second, 'signUp'),
    ]
    await world.owner`insert into public.user_roles select id, 'admin' from auth.users where email = ${second}`
    return { ...world, stack, tokens, close }
  } catch (error) {
    await close()
    throw error
  }
}
