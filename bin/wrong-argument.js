/**
 * What is wrong with a command line. Of what was typed only an option's name is repeated: anything else may hold a
 * password.
 * @param {unknown} error as parseArgs throws it
 */
export function wrongArgument(error) {
  const option = /'(--?[\w-]+)[^']*'/.exec(error instanceof Error ? error.message : '')?.[1]
  return option ? `${option} is unknown, lacks its value or takes none` : 'too many arguments'
}
