export { assert, must, unreachable } from './assert.ts'
export { createEmitter, type Emitter } from './emitter.ts'
export { newId, type Branded } from './id.ts'
export {
  compareOrdered,
  orderKeyBetween,
  orderKeysAfter,
  orderKeysToPlace,
  type Ordered,
  type OrderKey,
} from './order-key.ts'
export { seededRandom, type Clock, type Random } from './ports.ts'
export { err, ok, type Result } from './result.ts'
export { sameJson, stableJson, type Json } from './stable-json.ts'
