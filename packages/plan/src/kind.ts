/** The kinds of record that a plan holds, in the order in which a plan file writes them. */
export const kinds = [
  'plan',
  'context',
  'area',
  'mandate',
  'mandateTask',
  'assessment',
  'vision',
  'centreOfGravity',
  'capability',
  'requirement',
  'vulnerability',
  'assumption',
  'phase',
  'function',
  'objective',
  'activity',
  'benchmark',
  'entity',
  'post',
  'line',
  'fundingLine',
  'fund',
  'asset',
  'risk',
  'consultation',
  'arrangement',
  'leadership',
  'endorsement',
  'waiver',
  'followUp',
] as const
export type Kind = (typeof kinds)[number]

export function isKind(word: string): word is Kind {
  return (kinds as readonly string[]).includes(word)
}
