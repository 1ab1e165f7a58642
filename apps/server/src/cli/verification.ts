import type { Finding, Verification } from '../storage/verify-file.ts'

/** The result for people: what was looked at, then what is wrong, line by line. */
export function verificationLines({ documents, rows, checkpoints, unchained, findings }: Verification): string[] {
  const counted = `${documents} documents, ${rows} rows and ${checkpoints} checkpoints looked at`
  const wrong = findings.length === 0 ? 'all sound.' : `${findings.length} findings:`
  const old = unchained === 0 ? [] : [`  ${unchained} rows are from before rows had checksums.`]
  return [`${counted}, ${wrong}`, ...findings.map(finding => `  ${findingLine(finding)}`), ...old]
}

/** The first finding, and how many more there are. */
export function firstFinding({ findings }: Verification): string {
  const [first, ...others] = findings
  if (first === undefined) return 'all sound'
  return `${findingLine(first)}${others.length === 0 ? '' : ` (and ${others.length} more)`}`
}

function findingLine({ code, document, sequence, reason }: Finding): string {
  const place = document === undefined ? 'the file' : `${document}, row ${sequence}`
  return `${place}: ${code} (${reason})`
}
