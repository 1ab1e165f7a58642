export {
  chainOf,
  chainsOf,
  chainSteps,
  isCarried,
  objectivesThrough,
  postsCarrying,
  type ChainLink,
  type ChainStep,
  type ObjectiveChain,
} from './chain.ts'
export { coverageOf, type Capacity, type Coverage, type CoverageTable } from './coverage.ts'
export { defineKind, type FilePlace, type KindDefinition, type RecordBase, type RecordFrom } from './define-kind.ts'
export { definitions, type Definitions } from './definitions.ts'
export type {
  Field,
  Fields,
  GroupField,
  Holds,
  ListField,
  ListItem,
  ProseField,
  RegisterField,
  SetField,
  Unit,
  ValueOf,
  ValuesOf,
} from './field.ts'
export { givenIn, type Given } from './given.ts'
export {
  activitiesOf,
  benchmarksOf,
  capabilitiesOf,
  fundingLinesOf,
  fundingLinesOfActivity,
  indexed,
  linesFrom,
  linesTo,
  objectivesHandedTo,
  objectivesInPhase,
  objectivesOfFunction,
  objectivesOfTask,
  objectivesOnVulnerability,
  postsForFunction,
  postsForObjective,
  requirementsOf,
  requirementsOfCapability,
  tasksOf,
  vulnerabilitiesOf,
  vulnerabilitiesOfRequirement,
  type Index,
} from './indexes.ts'
export { isKind, kinds, type Kind } from './kind.ts'
export { lossesWithout, type Loss } from './losses.ts'
export {
  allRecords,
  emptyPlan,
  findRecord,
  planOf,
  titleOf,
  type AnyRecord,
  type Call,
  type Plan,
  type PlanChange,
  type RecordOf,
  type RecordRef,
} from './plan.ts'
export { formatPlanFile } from './file/format.ts'
export {
  earlierLists,
  isEntryKind,
  isLedgerKind,
  ledgerLists,
  ledgerParts,
  type EntryKind,
  type LedgerKind,
} from './file/ledger-parts.ts'
export { normalisePlanFile } from './file/normalise.ts'
export { parsePlanFile } from './file/parse.ts'
export {
  schemaVersion,
  type FileRefusal,
  type ImportNote,
  type ImportNoteCode,
  type ImportReport,
  type LedgerEntry,
  type NotAPlan,
  type PlanFile,
  type ProseJson,
} from './file/plan-file.ts'
export { dependants, linksOf, referencesIn, type Links, type Reference } from './links.ts'
export { readStructure, standsUnder, type Structure, type UnsoundLine } from './structure.ts'
export type { Activity } from './records/activity.ts'
export type { Area } from './records/area.ts'
export type { Arrangement } from './records/arrangement.ts'
export type { Assessment } from './records/assessment.ts'
export type { Asset } from './records/asset.ts'
export type { Assumption } from './records/assumption.ts'
export type { Benchmark } from './records/benchmark.ts'
export type { Capability } from './records/capability.ts'
export type { CentreOfGravity } from './records/centre-of-gravity.ts'
export type { Consultation } from './records/consultation.ts'
export type { Context } from './records/context.ts'
export type { Endorsement } from './records/endorsement.ts'
export type { Entity } from './records/entity.ts'
export { followUpId, type FollowUp } from './records/follow-up.ts'
export type { Fund } from './records/fund.ts'
export type { FundingLine } from './records/funding-line.ts'
export type { Leadership } from './records/leadership.ts'
export type { Mandate } from './records/mandate.ts'
export type { MandateTask } from './records/mandate-task.ts'
export type { Objective } from './records/objective.ts'
export type { Phase } from './records/phase.ts'
export type { PlanFacts } from './records/plan.ts'
export type { PlanFunction } from './records/function.ts'
export type { Post } from './records/post.ts'
export type { Requirement } from './records/requirement.ts'
export type { Risk } from './records/risk.ts'
export type { Vision } from './records/vision.ts'
export type { Vulnerability } from './records/vulnerability.ts'
export type { Waiver } from './records/waiver.ts'
export { defaultThresholds, thresholdsOf, type Thresholds } from './thresholds.ts'
export { recordsInside } from './records-inside.ts'
export { lineId, type Line } from './records/line.ts'
