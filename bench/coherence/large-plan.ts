import { must, seededRandom, type Json } from '@barycentre/kit'
import { parsePlanFile, type PlanFile } from '@barycentre/plan'
import demo from '@barycentre/plan/demo' with { type: 'json' }

/** How many of each there are in all. */
export interface Size {
  readonly objectives: number
  readonly benchmarks: number
  readonly posts: number
}

type Row = Readonly<Record<string, Json>>
interface Named {
  readonly id: string
}

function nameAt(i: number): string {
  return `more-${i}`
}

/**
 * The demo, and around it as many records more: of a plan that is filled in as plans are, most fields of most records,
 * with links across. The same size gives the same plan.
 */
export function largePlan({ objectives, benchmarks, posts }: Size): PlanFile {
  const random = seededRandom(2005)
  const often = (share: number) => random() < share
  const oneOf = (ids: readonly string[]) => must(ids[Math.floor(random() * ids.length)], 'there are some')
  const idsOf = (list: readonly Named[]) => list.map(({ id }) => id)

  const earlier = (i: number) => nameAt(demo.objectives.length + Math.floor(random() * (i - demo.objectives.length)))

  const phaseIds = idsOf(demo.phases)
  const taskIds = demo.mandates.flatMap(({ tasks }) => idsOf(tasks))
  const entities = more(demo.entities, 120, i => ({
    acronym: `E${i}`,
    name: `Entity ${i}`,
    group: oneOf(['UNCT', 'UNCT', 'DPKO', 'OCHA', 'NAT', 'CSO']),
    insideMission: often(0.2),
    capacityLevel: oneOf(['none', 'low', 'medium', 'high']),
  }))
  const functions = more(demo.functions, 60, i => ({
    title: `Function ${i}`,
    key: oneOf(['police', 'rule_of_law', 'elections', 'recovery_development', 'human_rights']),
    integration: { planning: 3, decision: Math.floor(random() * 5), resources: 2, structure: 1 },
    ...(often(0.7) && { rationale: 'As agreed in the working group.' }),
  }))
  const [entityIds, functionIds] = [idsOf(entities), idsOf(functions)]
  const objectiveList = more(demo.objectives, objectives, i => ({
    title: `Objective ${i}`,
    functionId: oneOf(functionIds),
    phaseIds: [oneOf(phaseIds)],
    mandateTaskIds: [oneOf(taskIds)],
    priority: often(0.1) ? 'main_effort' : 'supporting',
    status: oneOf(['proposed', 'active', 'active', 'achieved']),
    humanitarian: often(0.1),
    ...(often(0.9) && { leadEntityId: oneOf(entityIds) }),
    ...(often(0.8) && { nationalCounterpartId: oneOf(entityIds) }),
    ...(often(0.6) && { handover: { toEntityId: oneOf(entityIds) } }),
    ...(often(0.3) && { followOnId: earlier(i) }),
    ...(often(0.2) && { afterIds: [earlier(i)] }),
  }))
  const objectiveIds = idsOf(objectiveList)
  const benchmarkList = more(demo.benchmarks, benchmarks, i => ({
    title: `Benchmark ${i}`,
    objectiveIds: [oneOf(objectiveIds)],
    level: oneOf(['output', 'outcome', 'impact']),
    category: oneOf(['core', 'contextual']),
    status: oneOf(['not_started', 'on_track', 'off_track', 'met']),
    direction: 'increase',
    indicator: 'what is counted',
    baseline: { value: i % 50, date: '2006-04-01' },
    ...(often(0.9) && { target: { value: 100, date: '2007-03-31' } }),
    ...(often(0.8) && { meansOfVerification: 'monthly report of the field office' }),
    measurements: [
      { date: '2006-06-01', value: i % 50 },
      { date: often(0.7) ? '2006-08-20' : '2006-06-02', value: i % 120 },
    ],
  }))
  const postList = more(demo.posts, posts, i => ({
    title: `Post ${i}`,
    kind: oneOf(['post', 'unit']),
    entityId: oneOf(entityIds),
    insideMission: often(0.7),
    ...(often(0.8) && { functionIds: [oneOf(functionIds)] }),
    ...(often(0.5) && { objectiveIds: [oneOf(objectiveIds)] }),
  }))
  const postIds = idsOf(postList)
  const lines = more(demo.lines, posts, i => ({
    from: must(postIds[i], 'there is a line for each post'),
    to: must(postIds[Math.floor(i / 6)], 'its superior stands before it'),
    type: often(0.9) ? 'direct' : 'dotted',
  }))
  const fundingLines = more(demo.fundingLines, objectives, i => ({
    title: `Funding line ${i}`,
    source: oneOf(['assessed', 'voluntary', 'mdtf', 'bilateral']),
    use: oneOf(['posts', 'programme', 'mixed']),
    objectiveIds: [oneOf(objectiveIds)],
    required: 1 + Math.floor(random() * 20),
    received: Math.floor(random() * 10),
    ...(often(0.9) && { missionContribution: often(0.5) }),
  }))
  const activities = more(demo.activities, 500, i => ({
    title: `Activity ${i}`,
    kind: oneOf(['qip', 'programme']),
    entityId: oneOf(entityIds),
    status: oneOf(['proposed', 'approved', 'ongoing']),
    objectiveIds: often(0.8) ? [oneOf(objectiveIds)] : [],
  }))

  const file = {
    ...demo,
    entities,
    functions,
    objectives: objectiveList,
    benchmarks: benchmarkList,
    posts: postList,
    lines,
    fundingLines,
    activities,
  }
  const parsed = parsePlanFile(JSON.stringify(file))
  if (!parsed.ok) throw new Error(`The plan cannot be read: ${JSON.stringify(parsed.error)}`)
  const notes = parsed.value.report.notes.filter(({ code }) => code === 'wrong-type' || code === 'unknown-field')
  if (notes.length > 0) throw new Error(`The plan says what it does not mean: ${JSON.stringify(notes[0])}`)
  return parsed.value

  /** So many in all: those that there are, and others named by their number. */
  function more(there: readonly Named[], count: number, make: (i: number) => Row): Named[] {
    const rest = Array.from({ length: count - there.length }, (_, n) => there.length + n)
    return [...there, ...rest.map(i => ({ id: nameAt(i), ...make(i) }))]
  }
}
