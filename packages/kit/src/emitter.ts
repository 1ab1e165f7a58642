/** Tells listeners; `on` returns its own undo. A listener that leaves while being told is not told again. */
export interface Emitter<Args extends readonly unknown[]> {
  on(listener: (...args: Args) => void): () => void
  emit(...args: Args): void
}

export function createEmitter<Args extends readonly unknown[]>(): Emitter<Args> {
  const listeners = new Set<(...args: Args) => void>()
  return {
    on(listener) {
      const own = (...args: Args) => listener(...args)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    emit(...args) {
      for (const listener of [...listeners]) if (listeners.has(listener)) listener(...args)
    },
  }
}
