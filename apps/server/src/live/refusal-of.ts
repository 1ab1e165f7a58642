import { decodeExtension, decodeMessage, extensionMessages, messageTypes } from '@barycentre/sync'

/** The code of a message that says no; undefined where it says something else. */
export function findRefusal(message: Uint8Array): string | undefined {
  if (message[0] === messageTypes.auth) {
    const denied = decodeMessage(message)
    return denied.kind === 'denied' ? denied.reason : 'unknown'
  }
  if (message[0] !== extensionMessages.refused.type) return undefined
  const refused = decodeExtension(message)
  return refused?.kind === 'refused' ? refused.code : 'unknown'
}
