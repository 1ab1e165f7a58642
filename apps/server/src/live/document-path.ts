import { documentName, type DocumentName } from '@barycentre/sync'
import type { WorkspaceId } from '../workspaces/workspaces.ts'

/** Which document of which workspace, and of which class: the class decides rights and schema. */
export interface DocumentAddress {
  readonly workspaceId: WorkspaceId
  readonly document: string
  readonly documentClass: 'plan' | 'text'
}

/** What `text/{id}` may be called. */
export function isTextId(word: string): boolean {
  return /^[a-z][a-z0-9-]{0,63}$/.test(word)
}

/** Reads `/sync/{workspace}/{document}`; undefined for whatever is not such a path. */
export function parseDocumentPath(path: string): DocumentAddress | undefined {
  const match = /^\/sync\/([a-z0-9]{1,32})\/(plan|text\/([^/]+))$/.exec(path)
  if (match === null) return undefined
  const [, workspaceId, document = '', text] = match
  if (text !== undefined && !isTextId(text)) return undefined
  return { workspaceId: workspaceId as WorkspaceId, document, documentClass: text === undefined ? 'plan' : 'text' }
}

/** What the document is called in the store. */
export function storedName(workspaceId: WorkspaceId, document: string): DocumentName {
  return documentName(`${workspaceId}/${document}`)
}
