// Opened by a press, and so fetched apart from the canvas, together.
export { AddFunctionDialog } from './add-function-dialog.tsx'
export { AddPhaseDialog } from './add-phase-dialog.tsx'
export { RemoveObjectiveDialog } from './remove-objective-dialog.tsx'
export { MoveObjectiveDialog } from './move-objective-dialog.tsx'
