import type { CheckId } from './checks/index.ts'
import type { Fact, Facts, Finding } from './finding.ts'

/** What somebody who speaks a language must be able to do for the checks to be said in it. */
export interface Language {
  /** The message under a key; undefined where there is none. */
  say(key: string, values?: { readonly [name: string]: string | number }): string | undefined
  /** A day, ISO 8601, as people write it. */
  date(day: string): string
  list(parts: readonly string[]): string
}

/** What the checks say, in one language: the same words wherever a finding is shown. */
export interface CheckWords {
  title(check: CheckId): string
  /** What is seen here. */
  sentence(finding: Pick<Finding, 'check' | 'facts'>): string
  /** Why it matters; empty where there is no word. */
  why(check: CheckId): string
  /** The next act, as on a button. */
  act(check: CheckId): string
}

/** A check that has no words in the language is called by its id, and its facts are told as they are. */
export function checkWords(language: Language): CheckWords {
  const { say } = language

  function valueOf(fact: Fact): string | number {
    if (typeof fact === 'string' || typeof fact === 'number') return fact
    if ('date' in fact) return language.date(fact.date)
    // A word that a newer build or an imported file brings is shown as it came.
    return language.list('words' in fact ? fact.words.map(word => say(`checks.word.${word}`) ?? word) : fact.texts)
  }

  function valuesOf(facts: Facts): { readonly [name: string]: string | number } {
    return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, valueOf(fact)]))
  }

  function bare(check: CheckId, values: { readonly [name: string]: string | number }): string {
    const told = Object.entries(values).map(([name, value]) => `${name}: ${value}`)
    return told.length === 0 ? check : `${check} (${told.join('; ')})`
  }

  return {
    title: check => say(`checks.${check}.title`) ?? check,
    why: check => say(`checks.${check}.why`) ?? '',
    act: check => say(`checks.${check}.act`) ?? check,
    sentence({ check, facts = {} }) {
      const values = valuesOf(facts)
      return say(`checks.${check}.finding`, values) ?? bare(check, values)
    },
  }
}
