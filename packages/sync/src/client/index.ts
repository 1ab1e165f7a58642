export {
  joinDocument,
  type JoinedDocument,
  type JoinOptions,
  type ProviderConstructor,
  type StockProvider,
} from './join-document.ts'
export type { Keeper, Loaded } from './keeper.ts'
export {
  createLink,
  type LinkConstructor,
  type LinkFact,
  type LinkPorts,
  type WebSocketConstructor,
  type WebSocketLike,
} from './link.ts'
export {
  emptySaveLedger,
  nextSaveLedger,
  saveStateOf,
  type SaveFact,
  type SaveLedger,
  type SaveState,
} from './save-ledger.ts'
export { closeCodes, type CloseCode } from '../close-code.ts'
export type { Access, RefusalCode, RefusalFacts } from '../refusal.ts'
export type { Timers } from '../timers.ts'
