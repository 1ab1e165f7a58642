import { readStructure, type Plan, type Structure } from '@barycentre/plan'
import { useMemo } from 'react'

/** Who reports to whom, read soundly. */
export function useStructure(post: Plan['post'], line: Plan['line']): Structure {
  return useMemo(() => readStructure({ post, line }), [post, line])
}
