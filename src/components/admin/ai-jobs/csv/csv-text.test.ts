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
    ['a large number', 1_234_567_890_123_456, '1234567890123456'],
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

  test.each([
    ['more digits than a spreadsheet keeps', '1234567890123456'],
    ['in groups', '1.234.567.890.123.456'],
    ['between blanks', ' 1234 5678 9012 3456 '],
    ['zeros in front', '007'],
    ['a power of ten', '12e4'],
    ['a capital one', '12E400'],
  ])('a text of digits that would be changed as a number stays a text: %s', (_what, text) => {
    expect(csvCell(text)).toBe(`"'${text}"`)
  })

  test.each([
    ['as many digits as it keeps', '123456789012345'],
    ['a zero alone', '0'],
    ['a fraction', '0,5'],
    ['a time', '05/03/2026 09:30:05'],
    ['an id', '00000000-0000-4000-8000-0000000000a1'],
    ['a hash', '1234567890123456f'],
    ['words', '16 dias: 1234567890123456'],
  ])('another one is left alone: %s', (_what, text) => {
    expect(csvCell(text)).toBe(`"${text}"`)
  })

  test('a sign further on is left alone', () => {
    expect(csvCell('cliente@example.com')).toBe('"cliente@example.com"')
  })
})

test('a line has its values between semicolons and ends as Windows ends lines', () => {
  expect(csvLine(['a', 1.5, null, 'b'])).toBe('"a";1,5;;"b"\r\n')
})
