export { bindDocument, type BindOptions, type DocumentBinding } from './bind-document.ts'
export { KeepingError, type KeepingErrorCode } from './keeping-error.ts'
export {
  openIndexedDbStore,
  type DeviceRow,
  type Held,
  type IndexedDbOptions,
  type IndexedDbStore,
} from './indexeddb-store.ts'
