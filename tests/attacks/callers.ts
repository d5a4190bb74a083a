import type { Person, Scene } from './scene.ts'

/** What a caller is to the database; the table of expectations speaks of these. */
export type Kind = 'anonymous' | 'signed in' | 'admin' | 'service'

type Entrance = { role: 'anon' | 'authenticated' | 'service_role' | 'postgres'; kind: Kind }

export type Caller = {
  name: string
  /** Whose name the token bears. */
  person: Person | null
  /** As whom the API lets them in; null: not at all. */
  enters: Entrance | null
  /** What the token claims beside its person and role. */
  claims?: Record<string, unknown>
  /** Whose rows and jobs they go for. */
  goesFor: Person
}

const anon: Entrance = { role: 'anon', kind: 'anonymous' }
const signedIn: Entrance = { role: 'authenticated', kind: 'signed in' }

// What an app might be tempted to believe.
const boasts = {
  user_metadata: { role: 'admin', is_admin: true },
  app_metadata: { role: 'admin', roles: ['admin'] },
  user_role: 'admin',
  is_admin: true,
}

export const callers = [
  { name: 'no key', person: null, enters: null, goesFor: 'victim' },
  { name: 'publishable key', person: null, enters: anon, goesFor: 'victim' },
  { name: "admin's token without a signature", person: 'admin', enters: null, goesFor: 'victim' },
  { name: "admin's token signed with a wrong key", person: 'admin', enters: null, goesFor: 'victim' },
  { name: "admin's token signed with the publishable key", person: 'admin', enters: null, goesFor: 'victim' },
  { name: "admin's token of another project", person: 'admin', enters: null, goesFor: 'victim' },
  { name: "admin's token, expired", person: 'admin', enters: null, goesFor: 'victim' },
  { name: 'customer on own rows', person: 'customer', enters: signedIn, goesFor: 'customer' },
  { name: "customer on others' rows", person: 'customer', enters: signedIn, goesFor: 'victim' },
  {
    name: 'customer whose metadata says admin',
    person: 'pretender',
    enters: signedIn,
    claims: boasts,
    goesFor: 'victim',
  },
  { name: 'moderator', person: 'moderator', enters: signedIn, goesFor: 'victim' },
  { name: 'revoked admin with a live token', person: 'revoked', enters: signedIn, goesFor: 'victim' },
  { name: 'token of nobody', person: null, enters: signedIn, goesFor: 'victim' },
  { name: 'admin', person: 'admin', enters: { role: 'authenticated', kind: 'admin' }, goesFor: 'victim' },
  { name: 'service role', person: null, enters: { role: 'service_role', kind: 'service' }, goesFor: 'victim' },
] as const satisfies Caller[]

export type CallerName = (typeof callers)[number]['name']

export type Entering = Caller & { enters: Entrance }

/** Those who get as far as the database. */
export const entering = (callers as readonly Caller[]).filter((caller): caller is Entering => caller.enters !== null)

/** The claims of a caller's token; without a person there is nobody in it. */
export function claimsOf({ person, claims, enters }: Caller, scene: Scene): Record<string, unknown> {
  const role = enters?.role ?? 'authenticated'
  return { aud: role, role, ...(person ? { sub: scene.people[person].id } : {}), ...claims }
}
