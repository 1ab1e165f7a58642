import type { PlanFunction } from '@barycentre/plan'

/** The eight dimensions of domain model 4.1; never averaged. */
export const dimensions = [
  'analysis',
  'planning',
  'information',
  'decision',
  'resources',
  'structure',
  'visibility',
  'implementation',
] as const

/** How deep a function is integrated, 0 to 4: the highest of decision, resources and structure; undefined where none is recorded. */
export function depthOf({ integration }: PlanFunction): number | undefined {
  const degrees = [integration?.decision, integration?.resources, integration?.structure].filter(
    degree => degree !== undefined,
  )
  return degrees.length === 0 ? undefined : Math.max(...degrees)
}
