import { liveCentres } from '../notions/centres.ts'
import { defineRule } from '../rule.ts'

export const cog01 = defineRule({
  id: 'COG-01',
  severity: 'blocker',
  nature: 'gap',
  from: 'planning',
  source: '§2.2; Introduction note 7; rec 3.2.1',
  reads: ['centreOfGravity'],
  *find({ plan }) {
    if (liveCentres(plan).length === 0) yield {}
  },
})
