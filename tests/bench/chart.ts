type Bar = { label: string; value: number }
export type BarGroup = { label: string; bars: Bar[] }
export type Chart = { title: string; unit: string; groups: BarGroup[] }

const WIDTH = 880
const LABELS = 270
const BAR = 16
const GAP = 5
const GROUP_GAP = 22
const HEAD = 62
const COLORS = ['#059669', '#34d399', '#b45309', '#64748b', '#94a3b8', '#cbd5e1', '#d97706']

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const text = (x: number, y: number, content: string, attributes = '') =>
  `<text x="${x}" y="${y}" ${attributes}>${escaped(content)}</text>`
const rounded = (value: number) =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })

/** Horizontal bars in groups, on a logarithmic scale that begins below the shortest of them; each bar says its value. */
export function drawChart({ title, unit, groups }: Chart): string {
  const values = groups.flatMap(({ bars }) => bars.map(({ value }) => value))
  const [from, to] = [10 ** Math.floor(Math.log10(Math.min(...values) / 1.5)), Math.max(...values)]
  const length = (value: number) => (Math.log(value / from) / Math.log(to / from)) * (WIDTH - LABELS - 90)
  const colors = new Map(
    [...new Set(groups.flatMap(({ bars }) => bars.map(({ label }) => label)))].map((label, place) => [
      label,
      COLORS[place % COLORS.length],
    ]),
  )
  let y = HEAD
  const drawn = groups.map(({ label, bars }) => {
    const lines = [text(0, y + 12, label, 'font-weight="600"')]
    for (const bar of bars) {
      const long = Math.max(2, length(bar.value))
      lines.push(
        text(LABELS - 8, y + 12, bar.label, 'text-anchor="end" fill="#475569"'),
        `<rect x="${LABELS}" y="${y}" width="${long.toFixed(1)}" height="${BAR}" rx="2" fill="${colors.get(bar.label)}"/>`,
        text(LABELS + long + 6, y + 12, rounded(bar.value), 'fill="#0f172a"'),
      )
      y += BAR + GAP
    }
    y += GROUP_GAP
    return lines.join('\n')
  })
  const head = [
    text(0, 18, title, 'font-size="16" font-weight="600"'),
    text(0, 38, `${unit}, logarithmic scale`, 'fill="#475569"'),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -8 ${WIDTH + 32} ${y + 8}" font-family="system-ui, sans-serif" font-size="12" role="img">
<title>${escaped(title)}</title>
<rect x="-16" y="-8" width="${WIDTH + 32}" height="${y + 8}" fill="#ffffff"/>
${[...head, ...drawn].join('\n')}
</svg>
`
}
