import { Failure } from '../failure.js'

/** @typedef {ReturnType<typeof databaseTarget>} DatabaseTarget */

// The names are libpq's. Without one it is `prefer`, as there: encrypted where the server can.
const SSL = /** @type {const} */ ({
  disable: false,
  allow: 'allow',
  prefer: 'prefer',
  require: 'require',
  'verify-ca': 'verify-full',
  'verify-full': 'verify-full',
})

/**
 * @param {string} mode
 * @returns {mode is keyof typeof SSL}
 */
const isSslMode = (mode) => Object.hasOwn(SSL, mode)

/** @param {string} text */
function parse(text) {
  try {
    const { protocol, hostname, port, pathname, username, password, search, searchParams, hash } = new URL(text)
    // An unencoded / ? # in a password ends it early, and the rest would be taken for host, database or parameters.
    const torn = hash !== '' || `${pathname}${search}`.includes('@')
    if (torn || !/^postgres(ql)?:$/.test(protocol)) return undefined
    return {
      host: decodeURIComponent(hostname).replace(/^\[(.*)\]$/, '$1') || '127.0.0.1',
      port: Number(port || 5432),
      database: decodeURIComponent(pathname.slice(1)) || 'postgres',
      user: decodeURIComponent(username) || 'postgres',
      password: decodeURIComponent(password),
      sslMode: searchParams.get('sslmode') ?? 'prefer',
    }
  } catch {
    return undefined
  }
}

// Read here and not by the driver, so that nothing of a password can be taken for a host and end up in a message.
/** @param {string} url */
export function databaseTarget(url) {
  const target = parse(url)
  if (!target) {
    throw new Failure(
      'the database URL cannot be read: it looks like postgresql://user:password@host:5432/postgres, with special characters of the password percent-encoded.',
    )
  }
  const { sslMode, ...rest } = target
  if (!isSslMode(sslMode)) throw new Failure(`sslmode is one of ${Object.keys(SSL).join(', ')}.`)
  return { ...rest, ssl: SSL[sslMode] }
}
