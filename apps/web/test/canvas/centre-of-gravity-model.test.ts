import { describe, expect, it } from 'vitest'
import { branchesOf } from '../../src/features/canvas/centre-of-gravity-model.ts'
import { objective, planWith, record } from './plan-of-objectives.ts'

const own = { centreOfGravityId: 'cog' }
const capability = record('capability', 'c', { ...own, text: 'Give one order' })
const requirement = record('requirement', 'r', { ...own, capabilityId: 'c' })
const vulnerability = record('vulnerability', 'v', { ...own, requirementId: 'r' })

describe('the branches of a centre of gravity', () => {
  it('lead from capability to requirement to vulnerability, with the objectives that heal it', () => {
    const plan = planWith(
      capability,
      requirement,
      vulnerability,
      objective('o1', [], undefined, { cogLinks: ['v'] }),
      objective('o2', [], undefined, { cogLinks: ['v', 'v'] }),
    )
    expect(branchesOf(plan, 'cog')).toMatchObject([
      {
        capability: { id: 'c' },
        requirements: [
          { requirement: { id: 'r' }, vulnerabilities: [{ vulnerability: { id: 'v' }, objectiveCount: 2 }] },
        ],
      },
    ])
  })

  it('hold only what is of this candidate', () => {
    expect(branchesOf(planWith(capability, requirement, vulnerability), 'other')).toEqual([])
  })

  it('keep a requirement in sight whose capability was removed', () => {
    expect(branchesOf(planWith(requirement, vulnerability), 'cog')).toMatchObject([
      { capability: undefined, requirements: [{ requirement: { id: 'r' }, vulnerabilities: [{}] }] },
    ])
  })

  it('keep a vulnerability in sight whose requirement was removed', () => {
    expect(branchesOf(planWith(capability, vulnerability), 'cog')).toMatchObject([
      { capability: { id: 'c' }, requirements: [] },
      { capability: undefined, requirements: [{ requirement: undefined, vulnerabilities: [{ objectiveCount: 0 }] }] },
    ])
  })
})
