import type { Json } from '@barycentre/kit'
import type { Ledger } from '../evidence.ts'
import { textIn } from './ledger.ts'

export function decisionsOf(ledger: Ledger, type: string): readonly Json[] {
  return (ledger.decision ?? []).map(({ body }) => body).filter(body => textIn(body, 'type') === type)
}

/** Whether somebody has decided on this: `function:f-hum`, `mandate:m1`. */
export function isDecidedOn(ledger: Ledger, subject: string): boolean {
  return (ledger.decision ?? []).some(({ body }) => textIn(body, 'subject') === subject)
}
