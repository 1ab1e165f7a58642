import { signInDays } from './sign-ins.ts'

/** Over https the `__Host-` prefix makes browsers refuse a cookie planted by a neighbouring host. */
export function cookieName(secure: boolean): string {
  return secure ? '__Host-barycentre' : 'barycentre'
}

export function findCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return undefined
}

export function signInCookie(secret: string, secure: boolean): string {
  return `${cookieName(secure)}=${secret}; Max-Age=${signInDays * 86_400}; ${attributes(secure)}`
}

export function signOutCookie(secure: boolean): string {
  return `${cookieName(secure)}=; Max-Age=0; ${attributes(secure)}`
}

function attributes(secure: boolean): string {
  return `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}
