import { STATUS_CODES } from 'node:http'
import type { Json } from '@barycentre/kit'

/** Every way in which this server says no, with the status that says it in HTTP. The sentence is the reader's to make. */
export const problemStatus = {
  invalid: 400,
  'file-not-json': 422,
  'file-not-a-plan': 422,
  'file-unknown-kind': 422,
  'file-version': 422,
  'not-signed-in': 401,
  'token-unknown': 401,
  'not-allowed': 403,
  'wrong-origin': 403,
  'header-missing': 403,
  'not-found': 404,
  'workspace-unknown': 404,
  'document-unknown': 404,
  'invitation-unknown': 404,
  'invitation-expired': 410,
  'invitation-used-up': 410,
  'invitation-revoked': 410,
  'too-large': 413,
  'too-many-connections': 503,
  'going-away': 503,
  fault: 500,
} as const
export type ProblemCode = keyof typeof problemStatus
export type ProblemFacts = { readonly [name: string]: Json }

/** Thrown by whatever answers a request; becomes a reply below and nowhere else. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly facts: ProblemFacts
  constructor(code: ProblemCode, facts: ProblemFacts = {}) {
    super(code)
    this.code = code
    this.facts = facts
  }
}

/** RFC 9457. What was not expected is told to the operator, and to the caller only as `fault`. */
export function describeProblem(error: unknown, reportFault: (error: unknown) => void) {
  if (!(error instanceof Problem)) reportFault(error)
  const { code, facts } = error instanceof Problem ? error : new Problem('fault')
  const status = problemStatus[code]
  const title = STATUS_CODES[status] ?? ''
  const body = JSON.stringify({ type: `urn:barycentre:problem:${code}`, title, status, code, facts })
  return { status, title, body, contentType: 'application/problem+json' } as const
}

export function problemReply(error: unknown, reportFault: (error: unknown) => void): Response {
  const { status, body, contentType } = describeProblem(error, reportFault)
  return new Response(body, { status, headers: { 'content-type': contentType } })
}
