/** Alone in this file because the page asks it before the app, and the reader of the answer, have arrived. */
export function askMe(): Promise<Response> {
  return fetch('/api/me', { credentials: 'same-origin', headers: { accept: 'application/json' } })
}
