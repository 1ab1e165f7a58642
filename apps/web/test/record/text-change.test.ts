import { describe, expect, it } from 'vitest'
import { mapOffset, mergeText, textChange } from '../../src/features/record/text-change.ts'

/** All texts of up to three letters out of three, one of which is a surrogate pair that shares a half with another. */
const letters = ['a', 'b', '😀', '😁']
const texts = [0, 1, 2, 3].flatMap(length => textsOf(length))
const pairs = texts.flatMap(before => texts.map(after => [before, after] as const))

describe('a change of text', () => {
  it('leads from the one text to the other', () => {
    expect(pairs.length).toBeGreaterThan(5_000)
    expect(pairs.filter(([before, after]) => applied(before, after) !== after)).toEqual([])
  })

  it('never cuts a character in two', () => {
    const cutting = pairs.filter(([before, after]) => {
      const change = textChange(before, after)
      return change !== undefined && (!change.inserted.isWellFormed() || !before.slice(0, change.at).isWellFormed())
    })
    expect(cutting).toEqual([])
  })

  it('is none between equal texts', () => {
    expect(textChange('peace', 'peace')).toBeUndefined()
  })
})

describe('a caret', () => {
  it.each([
    ['stays where others write behind it', 'the| road', 'the| long road'],
    ['stays before what others write at its place', 'the |road', 'the |long road'],
    ['moves with its letters where others write before them', 'the ro|ad', 'the long ro|ad'],
    ['moves back where others delete before it', 'the long ro|ad', 'the ro|ad'],
    ['lands at the end of what others put in place of its letters', 'the lo|ng road', 'the short| road'],
    ['lands where its letters were when others delete them', 'the l|ong road', 'the |road'],
  ])('%s', (_, before, after) => {
    const change = textChange(before.replace('|', ''), after.replace('|', ''))
    expect(mapOffset(before.indexOf('|'), change)).toBe(after.indexOf('|'))
  })

  it('is always inside the new text, and never inside a character', () => {
    const lost = pairs.filter(([before, after]) => {
      const change = textChange(before, after)
      return offsetsOf(before).some(offset => {
        const mapped = mapOffset(offset, change)
        return mapped < 0 || mapped > after.length || !after.slice(0, mapped).isWellFormed()
      })
    })
    expect(lost).toEqual([])
  })
})

describe('merging what I composed with what others wrote meanwhile', () => {
  it.each([
    ['different places', 'one two three', 'one 2 three', 'one two three four', 'one 2 three four'],
    ['before and behind', 'bc', 'abc', 'bcd', 'abcd'],
    ['the same place', 'peace', 'peace now', 'peace soon', 'peace now soon'],
    ['they deleted where I wrote', 'a long road', 'a long hard road', 'a road', 'a hard road'],
    ['I wrote nothing', 'peace', 'peace', 'war', 'war'],
    ['they wrote nothing', 'war', 'peace', 'war', 'peace'],
  ])('keeps both: %s', (_, base, mine, theirs, merged) => {
    expect(mergeText(base, mine, theirs).replaceAll(/ +/g, ' ')).toBe(merged)
  })

  it('gives well-formed text whatever the three are', () => {
    const short = texts.filter(text => [...text].length <= 2)
    const broken = short.flatMap(base =>
      short.flatMap(mine => short.filter(theirs => !mergeText(base, mine, theirs).isWellFormed())),
    )
    expect(broken).toEqual([])
  })
})

function applied(before: string, after: string): string {
  const change = textChange(before, after)
  if (change === undefined) return before
  return before.slice(0, change.at) + change.inserted + before.slice(change.at + change.removed)
}

function textsOf(length: number): string[] {
  return length === 0 ? [''] : textsOf(length - 1).flatMap(text => letters.map(letter => text + letter))
}

/** The offsets between characters: where a caret can stand. */
function offsetsOf(text: string): number[] {
  let at = 0
  return [0, ...[...text].map(character => (at += character.length))]
}
