import type { Field, ValueOf } from '@barycentre/plan'

/** The words that a choice field knows, as the plan defines them; a field of another sort has none. */
export function choicesOf<F extends Field>(field: F): readonly (ValueOf<F> & string)[] {
  if (field.shape !== 'register' || field.holds.as !== 'choice') return []
  // The schema that gives the type was made from the same words.
  return field.holds.choices as readonly (ValueOf<F> & string)[]
}
