/** @typedef {{ text: string, line: number }} Statement */

// Strings, quoted names, dollar quotes and comments are taken whole: a semicolon inside ends nothing.
const TOKEN = /'(?:[^']|'')*'|"[^"]*"|(\$\w*\$)[\s\S]*?\1|--[^\n]*|\/\*[\s\S]*?\*\/|;|[^'"$;/-]+|[\s\S]/g

/**
 * Whether a function's body without quotes is still open; a "case" has an "end" of its own.
 * @param {string} text
 */
const isInBody = (text) =>
  /^\s*create\b[^$]*\bbegin\s+atomic\b/i.test(text) &&
  (text.match(/\bend\b/gi)?.length ?? 0) <= (text.match(/\bcase\b/gi)?.length ?? 0)

/**
 * The statements of an SQL file, each with the line on which it begins. Comments outside bodies are left out.
 * @param {string} sql
 * @returns {Statement[]}
 */
export function statementsOf(sql) {
  const statements = [{ text: '', line: 1 }]
  let line = 1
  for (const [token] of sql.matchAll(TOKEN)) {
    const current = statements[statements.length - 1]
    if (token === ';' && !isInBody(current?.text ?? '')) statements.push({ text: '', line })
    else if (current && !/^(?:--|\/\*)/.test(token)) {
      if (current.text.trim() === '') current.line = line + (/^\s*/.exec(token)?.[0].split('\n').length ?? 1) - 1
      current.text += token
    }
    line += token.split('\n').length - 1
  }
  return statements
    .map(({ text, line: start }) => ({ text: text.trim(), line: start }))
    .filter(({ text }) => text !== '')
}
