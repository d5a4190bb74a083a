import { describe, expect, test } from 'vitest'
import { csvCell, csvLine } from '@/components/admin/ai-jobs/csv/csv-text'

describe('one value', () => {
  test.each([
    ['text', 'travou', '"travou"'],
    ['text with the separator', 'a;b', '"a;b"'],
    ['quotes', 'disse "não"', '"disse ""não"""'],
    ['line breaks', 'uma\r\noutra', '"uma\r\noutra"'],
    ['a whole number', 1250, '1250'],
    ['a number with decimals', 7.25, '7,25'],
    ['a negative number', -3, '-3'],
    ['zero', 0, '0'],
    ['nothing', null, ''],
    ['an empty text', '', '""'],
  ])('%s', (_what, value, cell) => {
    expect(csvCell(value)).toBe(cell)
  })

  test.each(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])(
    'a text that begins with %j is no formula',
    (sign) => {
      expect(csvCell(`${sign}HYPERLINK("http://x")`)).toBe(`"'${sign}HYPERLINK(""http://x"")"`)
    },
  )

  test('a sign further on is left alone', () => {
    expect(csvCell('cliente@example.com')).toBe('"cliente@example.com"')
  })
})

test('a line has its values between semicolons and ends as Windows ends lines', () => {
  expect(csvLine(['a', 1.5, null, 'b'])).toBe('"a";1,5;;"b"\r\n')
})
