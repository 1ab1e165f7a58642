import { describe, expect, it } from 'vitest'
import { benchmarkColumns, type Column } from '../../src/features/benchmarks/benchmark-columns.ts'
import { parseBlock, parseCell, parseDate, parseNumber } from '../../src/features/benchmarks/parse-cell.ts'

const column = (field: string) => benchmarkColumns.find(each => each.field === field) as Column

describe('a number as people write it', () => {
  it.each([
    ['35', 35],
    ['-4', -4],
    ['−4', -4],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['1 234,5', 1234.5],
    ['1\u202f234,5', 1234.5],
    ['18,000', 18_000],
    ['1.234.567', 1_234_567],
    ['0,5', 0.5],
    ['2.125', 2.125],
    ['.5', 0.5],
    ['35 %', 35],
    ['١٬٢٣٤٫٥', 1234.5],
    ['۱۲', 12],
  ])('%s is %d', (text, value) => {
    expect(parseNumber(text)).toBe(value)
  })

  it.each(['', 'six', '12 districts', '1,2,3', '1..2', '--3', '0x10', '1e3', 'NaN'])('%s is none', text => {
    expect(parseNumber(text)).toBeUndefined()
  })
})

describe('a date as people write it', () => {
  it.each([
    ['2007-03-31', '2007-03-31'],
    ['2007-3-1', '2007-03-01'],
    ['31/3/2007', '2007-03-31'],
    ['01.03.2007', '2007-03-01'],
    ['٣١/٣/٢٠٠٧', '2007-03-31'],
  ])('%s is %s', (text, date) => {
    expect(parseDate(text)).toBe(date)
  })

  it.each(['2007', 'by June', '2007-06-31', '31/6/2007', '3/31/2007', '2007-13-01', '1/1/07'])('%s is none', text => {
    expect(parseDate(text)).toBeUndefined()
  })
})

describe('what is typed into a cell', () => {
  const choices = [{ value: 'on_track', names: ['On track', 'En bonne voie'] }]

  it('nothing means that nothing is recorded', () => {
    expect(parseCell(column('baseline.value'), '  ', [])).toEqual({ ok: true, value: null })
    expect(parseCell(column('title'), '', [])).toEqual({ ok: true, value: null })
  })

  it('is refused with a reason where it is no value', () => {
    expect(parseCell(column('target.value'), 'many', [])).toEqual({ ok: false, error: { code: 'not-a-number' } })
    expect(parseCell(column('target.date'), 'soon', [])).toEqual({ ok: false, error: { code: 'not-a-date' } })
    expect(parseCell(column('frequencyDays'), '0', [])).toEqual({ ok: false, error: { code: 'too-small', least: 1 } })
    expect(parseCell(column('status'), 'fine', choices)).toEqual({ ok: false, error: { code: 'not-a-choice' } })
  })

  it('finds a choice by its key or by any of its names, whatever the case', () => {
    for (const text of ['on_track', 'ON TRACK', ' en bonne voie ']) {
      expect(parseCell(column('status'), text, choices)).toEqual({ ok: true, value: 'on_track' })
    }
  })

  it('text stays as it was typed, without the spaces around it', () => {
    expect(parseCell(column('unit'), ' % ', [])).toEqual({ ok: true, value: '%' })
  })
})

describe('a block from a spreadsheet', () => {
  it('is rows of cells, and the line end after the last row is none', () => {
    expect(parseBlock('1\t2\r\n3\t\r\n')).toEqual([
      ['1', '2'],
      ['3', ''],
    ])
  })
})
