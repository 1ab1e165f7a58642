import type { KindDefinition } from './define-kind.ts'
import type { Kind } from './kind.ts'
import { activity } from './records/activity.ts'
import { area } from './records/area.ts'
import { arrangement } from './records/arrangement.ts'
import { assessment } from './records/assessment.ts'
import { asset } from './records/asset.ts'
import { assumption } from './records/assumption.ts'
import { benchmark } from './records/benchmark.ts'
import { capability } from './records/capability.ts'
import { centreOfGravity } from './records/centre-of-gravity.ts'
import { consultation } from './records/consultation.ts'
import { context } from './records/context.ts'
import { endorsement } from './records/endorsement.ts'
import { entity } from './records/entity.ts'
import { followUp } from './records/follow-up.ts'
import { planFunction } from './records/function.ts'
import { fund } from './records/fund.ts'
import { fundingLine } from './records/funding-line.ts'
import { leadership } from './records/leadership.ts'
import { line } from './records/line.ts'
import { mandateTask } from './records/mandate-task.ts'
import { mandate } from './records/mandate.ts'
import { objective } from './records/objective.ts'
import { phase } from './records/phase.ts'
import { plan } from './records/plan.ts'
import { post } from './records/post.ts'
import { requirement } from './records/requirement.ts'
import { risk } from './records/risk.ts'
import { vision } from './records/vision.ts'
import { vulnerability } from './records/vulnerability.ts'
import { waiver } from './records/waiver.ts'

/** Every kind's definition by its name: a total map, so that a new kind does not compile until it stands here. */
export const definitions = {
  plan,
  context,
  area,
  mandate,
  mandateTask,
  assessment,
  vision,
  centreOfGravity,
  capability,
  requirement,
  vulnerability,
  assumption,
  phase,
  function: planFunction,
  objective,
  activity,
  benchmark,
  entity,
  post,
  line,
  fundingLine,
  fund,
  asset,
  risk,
  consultation,
  arrangement,
  leadership,
  endorsement,
  waiver,
  followUp,
} as const satisfies { readonly [K in Kind]: KindDefinition<K> }
export type Definitions = typeof definitions
