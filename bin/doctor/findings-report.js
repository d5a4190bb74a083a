/** @typedef {import('./findings/finding.js').Finding} Finding */

/** @param {Finding[]} findings */
export const findingsReport = (findings) => ({ ok: findings.every(({ level }) => level !== 'error'), findings })

/** @param {Finding} finding */
const placeInWords = ({ where, what, mend, sql }) => [
  `  ${where}`,
  `    ${what}`,
  `    ${mend}`,
  ...sql.map((statement) => `      ${statement}`),
]

/** @param {Finding[]} findings of one level */
function levelInWords(findings) {
  const codes = [...new Set(findings.map(({ code }) => code))]
  return codes.flatMap((code) => {
    const same = findings.filter((finding) => finding.code === code)
    return ['', `${code}: ${same[0]?.why}`, ...same.flatMap(placeInWords)]
  })
}

/** @param {ReturnType<typeof findingsReport>} report */
export function findingsInWords({ findings }) {
  if (findings.length === 0) return 'Nothing found.'
  const errors = findings.filter(({ level }) => level === 'error')
  const warnings = findings.filter(({ level }) => level === 'warning')
  return [
    `${errors.length} errors, ${warnings.length} warnings.`,
    ...(errors.length > 0 ? ['', 'ERRORS', ...levelInWords(errors)] : []),
    ...(warnings.length > 0 ? ['', 'WARNINGS', ...levelInWords(warnings)] : []),
  ].join('\n')
}
