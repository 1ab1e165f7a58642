export type { Carrier } from './carrier.ts'
export type { Port, ToHost, ToTab, Way } from './carrier-messages.ts'
export { hostTab, type HostedTab } from './host-tab.ts'
export { createHttpCarrier, PostRefusedError, type HttpCarrier, type HttpCarrierPorts } from './http-carrier.ts'
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
  type Gathering,
  type LinkConstructor,
  type LinkFact,
  type LinkPorts,
  type Resumption,
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
export { createTabCarriers, type TabCarriers } from './tab-carriers.ts'
export { createTrunkCarrier, type TrunkCarrierPorts } from './trunk-carrier.ts'
export { createTransportLadder, type LadderPorts, type Rung, type TransportLadder } from './transport-ladder.ts'
export { closeCodes, type CloseCode } from '../close-code.ts'
export type { Access, RefusalCode, RefusalFacts } from '../refusal.ts'
export type { Timers } from '../timers.ts'
