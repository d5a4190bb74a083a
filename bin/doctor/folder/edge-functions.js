const REFUNDS = /\.rpc\(\s*['"`]\w*refund\w*['"`]/
const UPDATE = /(?:\.from\(((?:[^()]|\([^()]*\))*)\)\s*)?\.update(?=\()/g
const FILTER = /^\s*\.(\w+)(?=\()/
const STRING = /(['"`])(?:\\.|(?!\1)[^\\])*\1|[\s\S]/g

/**
 * From an opening bracket to the one that closes it; those in strings do not count.
 * @param {string} source
 */
function inBrackets(source) {
  let depth = 0
  let read = ''
  for (const [token] of source.matchAll(STRING)) {
    read += token
    if ('([{'.includes(token)) depth += 1
    if (')]}'.includes(token)) depth -= 1
    if (depth === 0) break
  }
  return read
}

/**
 * What an update sets: as it stands there, or where the name that stands there is given its value.
 * @param {string} source
 * @param {string} argument in its brackets
 */
function setsStatus(source, argument) {
  const [, name] = /^\(\s*(\w+)\s*\)$/.exec(argument) ?? []
  if (name === undefined) return /\bstatus\s*[:,}]/.test(argument)
  const { index, 0: given } = new RegExp(String.raw`\b${name}\b[^=;()]*=\s*(?=\{)`).exec(source) ?? { index: -1, 0: '' }
  const value = index < 0 ? '' : inBrackets(source.slice(index + given.length))
  return /\bstatus\s*[:,}]/.test(value) || new RegExp(String.raw`\b${name}\.status\s*=(?!=)`).test(source)
}

/**
 * The filters behind an update, each with its arguments.
 * @param {string} rest
 */
function filtersOf(rest) {
  /** @type {string[]} */
  const filters = []
  for (let chain = rest, found = FILTER.exec(chain); found; found = FILTER.exec(chain)) {
    const given = inBrackets(chain.slice(found[0].length))
    // What is asked back filters nothing.
    if (found[1] !== 'select') filters.push(found[1] + given)
    chain = chain.slice(found[0].length + given.length)
  }
  return filters
}

/** @param {string | undefined} table as it is written: a name, or something that tells one only when it runs */
const mayHoldJobs = (table = '') => !/^\s*(['"`])(?!\w*_jobs\1)\w+\1/i.test(table)

/**
 * Where an Edge Function gives credits back and ends a job by its id alone: the line of each such update.
 * @param {string} source
 */
export function unguardedUpdates(source) {
  if (!REFUNDS.test(source)) return []
  return [...source.matchAll(UPDATE)]
    .filter(({ 0: call, 1: table, index }) => {
      const argument = inBrackets(source.slice(index + call.length))
      const filters = filtersOf(source.slice(index + call.length + argument.length))
      const byId = filters.some((filter) => /^\w+\(\s*['"`]id['"`]|^match\([^)]*[{,]\s*id\s*[:,}]/.test(filter))
      return mayHoldJobs(table) && setsStatus(source, argument) && byId && !/\bstatus\b/.test(filters.join(' '))
    })
    .map(({ index, 0: call }) => source.slice(0, index + call.lastIndexOf('.update')).split('\n').length)
}
