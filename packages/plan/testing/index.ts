export { arbitraryPlan } from './arbitrary-plan.ts'
export { buildPlan, type PlanSketch } from './build-plan.ts'
