import type { Locale } from '@barycentre/messages'

/**
 * A number as people type it: with spaces, points or commas between thousands, the decimal mark of their language, and
 * Arabic digits. Undefined where it is none; nothing is guessed out of half a number.
 */
export function parseNumber(typed: string, locale: Locale): number | undefined {
  let text = typed
    .trim()
    .replaceAll(/[٠-٩]/g, digit => String(digit.charCodeAt(0) - 0x0660))
    .replaceAll(/[۰-۹]/g, digit => String(digit.charCodeAt(0) - 0x06f0))
    .replaceAll('٫', decimalMark(locale))
    .replaceAll(/[\s\u00a0\u202f\u200e\u200f\u061c'’٬]/g, '')
    .replace('−', '-')
  const mark = decimalMark(locale)
  const other = mark === ',' ? '.' : ','
  const both = text.includes('.') && text.includes(',')
  // Where both stand, the last is the decimal mark, whatever the language: people paste figures from elsewhere.
  const decimal = both ? (text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',') : mark
  const thousands = decimal === ',' ? '.' : ','
  if (!both && text.includes(other) && !isGrouped(text, other)) return decimalOf(text, other)
  if (text.includes(thousands) && !isGrouped(text, thousands)) return undefined
  text = text.replaceAll(thousands, '')
  return decimalOf(text, decimal)
}

function decimalOf(text: string, decimal: string): number | undefined {
  const plain = text.replace(decimal, '.')
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : undefined
}

/** Groups of three behind the first, as thousands are written. */
function isGrouped(text: string, mark: string): boolean {
  const [whole = ''] = text.split(mark === ',' ? '.' : ',')
  return new RegExp(`^[+-]?\\d{1,3}(\\${mark}\\d{3})+$`).test(whole)
}

function decimalMark(locale: Locale): ',' | '.' {
  return new Intl.NumberFormat(locale).format(1.5).includes(',') ? ',' : '.'
}
