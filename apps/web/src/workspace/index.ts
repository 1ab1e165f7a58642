export {
  useCalls,
  useCanWrite,
  useDocumentStatuses,
  useFindingsAbout,
  useFollow,
  useGesture,
  useJudgement,
  useLackOfRules,
  useLedger,
  useMe,
  useOpened,
  usePeople,
  usePlan,
  usePresenceAt,
  useProse,
  useReadPlan,
  useRules,
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
export { today, type Rules } from './coherence.ts'
export type { Preview, PreviewedChange } from './preview.ts'
