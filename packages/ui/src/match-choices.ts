export type Choice = {
  readonly value: string
  readonly label: string
  /** A second line that tells like-named choices apart; it is searched too. */
  readonly detail?: string | undefined
}

/** Choices that contain every word of the query, letters compared without accents and case; those that begin with it come first. */
export function matchChoices(choices: readonly Choice[], query: string): readonly Choice[] {
  const words = plain(query).split(/\s+/u).filter(Boolean)
  if (words.length === 0) return choices
  const matching = choices.filter(choice => {
    const text = plain(`${choice.label} ${choice.detail ?? ''}`)
    return words.every(word => text.includes(word))
  })
  const start = words.join(' ')
  const begins = (choice: Choice) => plain(choice.label).startsWith(start)
  return [...matching.filter(begins), ...matching.filter(choice => !begins(choice))]
}

/** Arabic vowel signs and Latin accents are both marks of their own once a letter is taken apart. */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase()
}
