import { createEmitter } from '@barycentre/kit'
import type { ServerStore } from './store.ts'
import type { Timers } from './timers.ts'

/** Milliseconds between two tries whether the store keeps rows again. */
const probeEvery = 1_000

/** Whether the store keeps what it is given. When it does not, nobody may write anywhere until it does again. */
export class StorageWatch {
  readonly #store: ServerStore
  readonly #timers: Timers
  readonly #changes = createEmitter<[]>()
  #failure: unknown
  #isFailing = false
  #stop: (() => void) | undefined
  #closed = false

  constructor(store: ServerStore, timers: Timers) {
    this.#store = store
    this.#timers = timers
  }

  get isFailing(): boolean {
    return this.#isFailing
  }

  /** Why it fails, if it does. */
  get failure(): unknown {
    return this.#failure
  }

  /** Told whenever it begins to fail, and when it is well again. */
  on(listener: () => void): () => void {
    return this.#changes.on(listener)
  }

  fail(cause: unknown): void {
    this.#failure = cause
    if (this.#isFailing || this.#closed) return
    this.#isFailing = true
    this.#changes.emit()
    this.#wait()
  }

  close(): void {
    this.#closed = true
    this.#stop?.()
  }

  #wait(): void {
    this.#stop = this.#timers.after(probeEvery, () => void this.#probe())
  }

  async #probe(): Promise<void> {
    try {
      await this.#store.probe()
    } catch (cause) {
      this.#failure = cause
      if (!this.#closed) this.#wait()
      return
    }
    if (this.#closed) return
    this.#isFailing = false
    this.#failure = undefined
    this.#changes.emit()
  }
}
