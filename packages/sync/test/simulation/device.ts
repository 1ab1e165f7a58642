import { createEmitter } from '@barycentre/kit'
import * as Y from 'yjs'
import type { Keeper, Loaded } from '../../src/client/index.ts'
import type { Place } from '../../src/store.ts'

interface KeptUpdate {
  readonly update: Uint8Array
  /** The server has not acknowledged it. */
  isWaiting: boolean
}

/** The disk of somebody's device: what a page leaves behind when it is gone. */
export class Device {
  updates: KeptUpdate[] = []
  reached: Place | undefined
}

/** Keeps what happens in a page's document, whenever `flush` is called: what comes after that is lost with the page. */
export class DeviceKeeper implements Keeper {
  readonly whenLoaded: Promise<Loaded>
  readonly #device: Device
  readonly #kept = createEmitter<[count: number]>()
  readonly #onAcknowledged: (update: Uint8Array) => void
  /** In the order of their making, those of earlier visits first. */
  readonly #local: KeptUpdate[]
  #queue: KeptUpdate[] = []
  #reached: Place | undefined
  #acknowledged = 0
  #keptCount: number

  constructor(doc: Y.Doc, device: Device, onAcknowledged: (update: Uint8Array) => void) {
    this.#device = device
    this.#onAcknowledged = onAcknowledged
    doc.transact(() => {
      for (const { update } of device.updates) Y.applyUpdate(doc, update)
    }, this)
    this.#local = device.updates.filter(each => each.isWaiting)
    this.#keptCount = this.#local.length
    this.whenLoaded = Promise.resolve({
      waiting: this.#local.length,
      unsaved: this.#local.map(each => each.update),
      reached: device.reached,
    })
  }

  /** Something has changed in the document, here or elsewhere. */
  add(update: Uint8Array, { isLocal }: { readonly isLocal: boolean }): void {
    const kept = { update, isWaiting: isLocal }
    this.#queue.push(kept)
    if (isLocal) this.#local.push(kept)
  }

  flush(): void {
    this.#device.updates.push(...this.#queue)
    this.#queue = []
    this.#device.reached = this.#reached ?? this.#device.reached
    this.#keptCount = this.#local.length
    this.#kept.emit(this.#keptCount)
  }

  isOwn(origin: unknown): boolean {
    return origin === this
  }

  onKept(listener: (count: number) => void): () => void {
    listener(this.#keptCount)
    return this.#kept.on(listener)
  }

  acknowledge(count: number): void {
    for (const each of this.#local.slice(this.#acknowledged, count)) {
      each.isWaiting = false
      this.#onAcknowledged(each.update)
    }
    this.#acknowledged = count
  }

  reach(place: Place): void {
    this.#reached = place
  }
}
