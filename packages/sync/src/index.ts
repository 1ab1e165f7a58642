export { closeCodes, type CloseCode } from './close-code.ts'
export {
  decodeExtension,
  encodeExtension,
  extensionMessages,
  protocolVersion,
  type ExtensionMessage,
  type HelloMessage,
  type RefusedMessage,
  type SavedMessage,
  type WelcomeMessage,
} from './extension-message.ts'
export { mergeUpdates } from './merge-updates.ts'
export {
  decodeMessage,
  encodeAwareness,
  encodeDenied,
  encodeQueryAwareness,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
  firstExtensionType,
  isUpdateFrame,
  messageTypes,
  syncTypes,
  type Message,
} from './message.ts'
export { isRefusalCode, type Access, type RefusalCode, type RefusalFacts, type UpdateRefusal } from './refusal.ts'
export { createRooms, type Edited, type Fault, type Rooms, type RoomsPorts, type Snapshot } from './rooms.ts'
export type { Newcomer, Session } from './session.ts'
export type { Socket } from './socket.ts'
export { documentName, type Checkpoint, type DocumentName, type NewRow, type Row, type Store } from './store.ts'
export type { Timers } from './timers.ts'
