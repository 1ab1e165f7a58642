import type { Timers } from '@barycentre/sync'

/** The passing of time as Node has it. */
export const nodeTimers: Timers = {
  soon(task) {
    const handle = setImmediate(task)
    return () => clearImmediate(handle)
  },
  after(milliseconds, task) {
    const handle = setTimeout(task, milliseconds)
    return () => clearTimeout(handle)
  },
  every(milliseconds, task) {
    let soon: NodeJS.Immediate | undefined
    // A process that stood still (stopped, or on a machine that slept) finds its tasks due before it has read what came
    // meanwhile: whoever seems silent has mostly spoken. So that is heard first.
    const handle = setInterval(() => (soon = setImmediate(task)), milliseconds).unref()
    return () => {
      clearInterval(handle)
      clearImmediate(soon)
    }
  },
}
