import type { IncomingHttpHeaders } from 'node:http'
import { can, type Actor } from '@barycentre/access'
import { err, ok, type Result } from '@barycentre/kit'
import { layoutVersion } from '@barycentre/plan-doc'
import { PROSE_SCHEMA_VERSION } from '@barycentre/prose'
import { trunkVersion, type Access } from '@barycentre/sync'
import { bearerToken, findActor, identify, type Caller } from '../auth/caller.ts'
import { isSameOrigin } from '../auth/origin.ts'
import { Problem } from '../http/problem.ts'
import type { Records } from '../records.ts'
import { parseDocumentPath, type DocumentAddress } from './document-path.ts'
import { linkOf, type Link } from './pace.ts'

/** What an upgrade asks for, as it stands in the request. */
export interface UpgradeRequest {
  /** Path and query. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
}

/** Who is let in, where, and to do what. */
export interface Admission {
  readonly caller: Caller
  readonly actor: Actor
  readonly address: DocumentAddress
  readonly access: Access
  readonly link: Link
}

/** A subprotocol that carries a token; browsers can set no other header of an upgrade. */
export const tokenProtocolPrefix = 'barycentre.token.'

export const schemaVersions: { readonly [Class in DocumentAddress['documentClass']]: number } = {
  plan: layoutVersion,
  text: PROSE_SCHEMA_VERSION,
}

/** Decides over an upgrade before anything is answered. */
export function admit(
  { records, publicUrl, now }: AdmissionPorts,
  { url: requestUrl, headers }: UpgradeRequest,
): Result<Admission, Problem> {
  const url = parseUrl(requestUrl)
  const address = url && parseDocumentPath(decodePath(url.pathname))
  if (url === undefined || address === undefined) return err(new Problem('document-unknown'))
  const identified = identifyUpgrade({ records, publicUrl, now }, url, headers)
  if (!identified.ok) return identified
  const caller = identified.value
  const workspace = records.workspaces.find(address.workspaceId)
  const actor = workspace && findActor(records, caller, workspace.id)
  if (actor === undefined) return err(new Problem('workspace-unknown'))
  const access = accessTo(address, actor, url.searchParams.get('schema'))
  return ok({ caller, actor, address, access, link: linkOf(url.searchParams) })
}

/** Whether an upgrade asks for a trunk, in which its channels ask for documents. */
export function isTrunk(requestUrl: string): boolean {
  const url = parseUrl(requestUrl)
  return url?.pathname === '/sync' && url.searchParams.get('trunk') === String(trunkVersion)
}

/** Whose a trunk would be. What they may do is decided for each of its channels. */
export function admitTrunk(ports: AdmissionPorts, { url, headers }: UpgradeRequest): Result<Caller, Problem> {
  const parsed = parseUrl(url)
  if (parsed === undefined) return err(new Problem('document-unknown'))
  return identifyUpgrade(ports, parsed, headers)
}

interface AdmissionPorts {
  readonly records: Records
  readonly publicUrl: string | undefined
  readonly now: () => number
}

function identifyUpgrade(
  { records, publicUrl, now }: AdmissionPorts,
  url: URL,
  headers: IncomingHttpHeaders,
): Result<Caller, Problem> {
  if (!isSameOrigin(headers.origin, headers.host, publicUrl)) return err(new Problem('wrong-origin'))
  const subprotocol = subprotocols(headers).find(name => name.startsWith(tokenProtocolPrefix))
  const token =
    bearerToken(headers.authorization) ??
    subprotocol?.slice(tokenProtocolPrefix.length) ??
    url.searchParams.get('token') ??
    undefined
  const secure = publicUrl?.startsWith('https:') ?? false
  const identified = identify(records, { cookie: headers.cookie, token }, secure, now())
  if (identified.state === 'token-unknown') return err(new Problem('token-unknown'))
  if (identified.state === 'nobody') return err(new Problem('not-signed-in'))
  return ok(identified.caller)
}

function parseUrl(url: string): URL | undefined {
  // Some paths, such as "//", are none of a URL's.
  return URL.canParse(url, 'http://local') ? new URL(url, 'http://local') : undefined
}

/**
 * Reader by role, or reader by schema: a client that knows an older form would erase what it does not know as soon as
 * it draws the text (its binding "repairs" the document). Of a client that names no version the plan has nothing to
 * fear, since a plan is plain cells; a text has.
 */
function accessTo({ documentClass }: DocumentAddress, actor: Actor, schema: string | null): Access {
  const allowed = can(actor, `${documentClass}.write`)
  if (!allowed.ok) return { write: false, code: 'read-only', facts: { needs: allowed.error.needs } }
  const needed = schemaVersions[documentClass]
  const known = schema === null && documentClass === 'plan' ? needed : Number(schema ?? 0)
  if (Number.isInteger(known) && known >= needed) return { write: true }
  return { write: false, code: 'schema-too-old', facts: { needed, known: schema } }
}

function subprotocols(headers: IncomingHttpHeaders): string[] {
  return (headers['sec-websocket-protocol'] ?? '').split(',').map(name => name.trim())
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // Not an encoding: then it is not the path of a document either.
    return ''
  }
}
