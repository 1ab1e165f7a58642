/** The passing of time as a port, so that a whole run can be turned by hand. Each returns its undo. */
export interface Timers {
  /** Once, after what is already waiting to be handled (as `setImmediate`). */
  soon(task: () => void): () => void
  /** Once, in so many milliseconds. */
  after(milliseconds: number, task: () => void): () => void
  /** Again and again. Must not keep a process alive. */
  every(milliseconds: number, task: () => void): () => void
}
