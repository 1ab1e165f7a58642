// A thread of `judgedCold`: judges what it is given, once, and says how many milliseconds that took.
import { judge, type Evidence } from '@barycentre/rules'
import { parentPort, workerData } from 'node:worker_threads'

const evidence = workerData as Evidence
const began = performance.now()
judge(evidence)
parentPort?.postMessage(performance.now() - began, [])
