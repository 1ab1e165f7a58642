export type { Closed, Join } from './channel/channel-end.ts'
export { Trunk, type TrunkPorts } from './channel/trunk.ts'
export { decodeTrunkMessage, encodeTrunkMessage, trunkVersion, type TrunkMessage } from './channel/trunk-message.ts'
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
export { joinUpdates } from './join-updates.ts'
export { defaultLimits, type Limits } from './limits.ts'
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
export { createPollChannels, type PollCaller, type PollChannels, type PollPorts } from './poll/poll-channels.ts'
export {
  decodePollAnswer,
  decodePollRequest,
  encodePollAnswer,
  encodePollRequest,
  type PollDown,
  type PollRequest,
  type PollUp,
} from './poll/poll-message.ts'
export {
  decodePresenceChanges,
  encodePresenceChanges,
  presenceCapability,
  presenceChange,
  presenceFields,
  type PresenceChange,
  type PresenceFields,
} from './presence-changes.ts'
export { isRefusalCode, type Access, type RefusalCode, type RefusalFacts, type UpdateRefusal } from './refusal.ts'
export { createRooms, type Edited, type Fault, type Rooms, type RoomsPorts, type Snapshot } from './rooms.ts'
export type { Newcomer, Pace, Session } from './session.ts'
export type { Socket } from './socket.ts'
export {
  chainOf,
  documentName,
  type Checkpoint,
  type DocumentName,
  type NewRow,
  type Place,
  type Row,
  type ServerStore,
  type Store,
} from './store.ts'
export type { Timers } from './timers.ts'
export { foldUpdate } from './update/fold-update.ts'
export { scanUpdate } from './update/scan-update.ts'
