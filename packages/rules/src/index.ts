export { rules, type CheckId } from './checks/index.ts'
export { isWaiting } from './care.ts'
export { dayOf, evidenceIn, ledgerOf, type Evidence, type Ledger, type Source } from './evidence.ts'
export {
  natures,
  severities,
  type Fact,
  type Facts,
  type Finding,
  type Found,
  type Nature,
  type Severity,
  type Subject,
} from './finding.ts'
export { judge, judgeInSteps, speaksAt, stageOf, type Judgement } from './judge.ts'
export { stages, type Known, type Rule, type Stage } from './rule.ts'
export { scopeOf, type Scope } from './scope.ts'
export { agreedTextOf, positionsOn, type AgreedText } from './notions/agreement.ts'
export { planningGroups } from './notions/groups.ts'
