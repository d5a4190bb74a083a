import { publishableKey, supabaseUrl } from './environment.ts'
import { handleAdminCancelJob } from './handler.ts'
import { supabaseDependencies } from './supabase.ts'

const read = (name: string) => Deno.env.get(name)
const dependencies = supabaseDependencies(supabaseUrl(read), publishableKey(read))

export default {
  fetch: (request: Request): Promise<Response> => handleAdminCancelJob(request, dependencies),
}
