export {
  useCanWrite,
  useDocumentStatuses,
  useFollow,
  useGesture,
  useLedger,
  useMe,
  useOpened,
  usePeople,
  usePlan,
  usePresenceAt,
  useProse,
  useRun,
  useSaveStatus,
  useTextDocument,
  useTransport,
  useUndo,
  useUnsaved,
  useWorkspace,
  type Run,
  type TextDocument,
} from './hooks.ts'
export type { LiveDocument, Member, OpenWorkspace } from './open-workspace.ts'
export type { Presence, PresenceAt } from './presence.ts'
export { WorkspaceProvider } from './provider.tsx'
export type { DocumentStatus, SaveStatus } from './save-status.ts'
export type { LineChoice } from './transport.ts'
export type { LedgerEntry } from '../shell/api.ts'
