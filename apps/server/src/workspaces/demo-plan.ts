import { parsePlanFile, type PlanFile } from '@barycentre/plan'
import demo from '@barycentre/plan/demo' with { type: 'json' }

/** The worked example: an invented mission in an invented country. */
export function readDemoPlan(): PlanFile {
  const file = parsePlanFile(JSON.stringify(demo))
  if (!file.ok) throw new Error(`The demo plan is not a plan file: ${file.error.code}`)
  return file.value
}
