import { parentPort, workerData } from 'node:worker_threads'
import { must } from '@barycentre/kit'
import { foldTask, serveFolds } from './serve-folds.ts'

// Run from source, a thread that folds begins here; in the build, which is one file, it begins where everything does.
if (workerData === foldTask) serveFolds(must(parentPort, 'a thread has a port'))
