const REFUNDS = /\.rpc\(\s*['"`]\w*refund\w*['"`]/
const UPDATE = /\.update\(\s*\{[^}]*\bstatus\s*:[^}]*\}\s*\)((?:\s*\.\w+\([^()]*\))*)/g

/**
 * Where an Edge Function gives credits back and ends a job by its id alone: the line of each such update.
 * @param {string} source
 */
export function unguardedUpdates(source) {
  if (!REFUNDS.test(source)) return []
  return [...source.matchAll(UPDATE)]
    .filter(([, filters = '']) => /\(\s*['"]id['"]/.test(filters) && !/\(\s*['"]status['"]/.test(filters))
    .map(({ index }) => source.slice(0, index).split('\n').length)
}
