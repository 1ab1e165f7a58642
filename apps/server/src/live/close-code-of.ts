import { closeCodes, type Closed } from '@barycentre/sync'
import { problemStatus, type Problem } from '../http/problem.ts'

/** What is told of a problem where there is no status to tell it by. */
export function closedBy({ code }: Problem): Closed {
  return { code: codeOf(problemStatus[code]), reason: code }
}

function codeOf(status: number): number {
  switch (status) {
    case 401:
      return closeCodes.unauthorised
    case 403:
      return closeCodes.forbidden
    case 404:
      return closeCodes.notFound
    default:
      return closeCodes.fault
  }
}
