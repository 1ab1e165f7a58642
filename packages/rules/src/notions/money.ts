import { fundingLinesOf, type FundingLine, type Objective, type Plan } from '@barycentre/plan'

/** In millions of the lines' currency; a figure that is not recorded counts as nothing. */
export function sumOf(lines: readonly FundingLine[], figure: 'required' | 'pledged' | 'received' | 'spent'): number {
  return lines.reduce((sum, line) => sum + (line[figure] ?? 0), 0)
}

/** What an objective needs and what has come in, in millions. */
export function moneyOf(plan: Plan, { id }: Objective): { readonly required: number; readonly received: number } {
  const lines = fundingLinesOf(plan, id)
  return { required: sumOf(lines, 'required'), received: sumOf(lines, 'received') }
}
