import type { IncomingMessage } from 'node:http'

/** Where a request comes from. A proxy is believed only if it was named. */
export function addressOfPeer(request: IncomingMessage, trustedProxies: ReadonlySet<string>): string {
  const peer = plain(request.socket.remoteAddress ?? '')
  const forwarded = request.headers['x-forwarded-for']
  if (forwarded === undefined || !trustedProxies.has(peer)) return peer
  // What the proxy itself has seen stands last; what stands before may be made up.
  const seen = String(forwarded).split(',').at(-1)?.trim() ?? ''
  return seen === '' ? peer : plain(seen)
}

/** An IPv4 address as a socket of IPv6 shows it, without its disguise. */
function plain(address: string): string {
  return address.replace(/^::ffff:/, '')
}
