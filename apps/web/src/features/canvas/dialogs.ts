// Opened by a press, and so fetched apart from the canvas, together.
export { AddFunctionDialog } from './add-function-dialog.tsx'
export { AddPhaseDialog } from './add-phase-dialog.tsx'
export { MoveObjectiveDialog } from './move-objective-dialog.tsx'
