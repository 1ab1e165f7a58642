/** From what is well to what is not known: the order in which counts of them are read. */
export const benchmarkStatuses = [
  'met',
  'on_track',
  'at_risk',
  'off_track',
  'regressed',
  'not_started',
  'not_measurable',
  'not_recorded',
] as const

/** A benchmark's status, or that nobody has recorded one. */
export type BenchmarkStatus = (typeof benchmarkStatuses)[number]
export type RecordedStatus = Exclude<BenchmarkStatus, 'not_recorded'>
