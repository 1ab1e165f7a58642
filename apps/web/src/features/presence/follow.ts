import type { Presence } from '../../workspace/index.ts'
import { isScreen, screenPath } from '../../shell/routes.ts'

/** The address of where somebody is: their screen, with the record that they have open; undefined where that is nowhere. */
export function addressOf(workspaceId: string, { screen, record }: Presence): string | undefined {
  if (!isScreen(screen)) return undefined
  const search = record === undefined ? '' : `?record=${record.kind}:${encodeURIComponent(record.id)}`
  return screenPath(workspaceId, screen) + search
}
