import { fileURLToPath } from 'node:url'

/** The built web client: `apps/web/dist`, from `apps/server/dist/main.js` and from `apps/server/src` alike. */
export function webDir(): string {
  return fileURLToPath(new URL('../../web/dist', import.meta.url))
}
