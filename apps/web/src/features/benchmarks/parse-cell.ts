import { err, ok, type Result } from '@barycentre/kit'
import type { Column } from './benchmark-columns.ts'

/** Why what was typed is no value for the cell; the text itself is kept by whoever asked. */
export type CellProblem =
  | { readonly code: 'not-a-number' }
  | { readonly code: 'not-a-date' }
  | { readonly code: 'too-small'; readonly least: number }
  | { readonly code: 'not-a-choice' }

/** The names under which a cell of choices takes its values, from a paste or a keyboard: by any of them, whatever the case. */
export type Choices = readonly { readonly value: string; readonly names: readonly string[] }[]

/** What a typed text means in a column; null means that there is nothing recorded. */
export function parseCell(column: Column, text: string, choices: Choices): Result<string | number | null, CellProblem> {
  const trimmed = text.trim()
  if (trimmed === '') return ok(null)
  switch (column.editor) {
    case 'number': {
      const value = parseNumber(trimmed)
      if (value === undefined) return err({ code: 'not-a-number' })
      if (column.least !== undefined && value < column.least) return err({ code: 'too-small', least: column.least })
      return ok(value)
    }
    case 'date': {
      const date = parseDate(trimmed)
      return date === undefined ? err({ code: 'not-a-date' }) : ok(date)
    }
    case 'choice':
    case 'entity':
    case 'objectives': {
      const wanted = trimmed.toLocaleLowerCase()
      const found = choices.find(({ value, names }) =>
        [value, ...names].some(name => name.toLocaleLowerCase() === wanted),
      )
      return found ? ok(found.value) : err({ code: 'not-a-choice' })
    }
    default:
      return ok(trimmed)
  }
}

/**
 * A number as people of the six languages write it: `1,234.5`, `1 234,5`, `1.234,5`, `١٬٢٣٤٫٥`, `35 %`. A single comma
 * or point before exactly three digits groups thousands when it is a comma, and is a decimal when it is a point.
 */
export function parseNumber(text: string): number | undefined {
  const western = westernDigits(text)
    .replaceAll('٫', '.')
    .replaceAll(/[\s\u00a0\u202f٬’']/g, '')
    .replace(/[%٪]$/, '')
    .replace(/^[−–]/, '-')
  const lastComma = western.lastIndexOf(',')
  const lastPoint = western.lastIndexOf('.')
  const plain =
    lastComma >= 0 && lastPoint >= 0
      ? lastComma > lastPoint
        ? western.replaceAll('.', '').replace(',', '.')
        : western.replaceAll(',', '')
      : /^[-+]?\d{1,3}(,\d{3})+$/.test(western)
        ? western.replaceAll(',', '')
        : /^[-+]?\d{1,3}(\.\d{3}){2,}$/.test(western)
          ? western.replaceAll('.', '')
          : western.replace(',', '.')
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined
}

/** `2007-03-31`, or day before month as the UN writes it: `31/3/2007`, `31.03.2007`. Gives back ISO, or undefined. */
export function parseDate(text: string): string | undefined {
  const western = westernDigits(text)
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(western)
  const dayFirst = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(western)
  const [year, month, day] = iso ? iso.slice(1) : dayFirst ? dayFirst.slice(1).reverse() : []
  if (year === undefined || month === undefined || day === undefined) return undefined
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time = Date.parse(`${date}T00:00:00Z`)
  // The 31st of June parses in some engines as the 1st of July.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : undefined
}

/** Rows and cells of what a spreadsheet puts on the clipboard. */
export function parseBlock(text: string): readonly (readonly string[])[] {
  const rows = text.replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n')
  return rows.map(row => row.split('\t'))
}

function westernDigits(text: string): string {
  return text
    .replaceAll(/[٠-٩]/g, digit => String(digit.charCodeAt(0) - 0x660))
    .replaceAll(/[۰-۹]/g, digit => String(digit.charCodeAt(0) - 0x6f0))
}
