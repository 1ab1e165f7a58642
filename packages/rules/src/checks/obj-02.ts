import { titleOf, objectivesOfTask } from '@barycentre/plan'
import { moneyOf } from '../notions/money.ts'
import { isLive } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const obj02 = defineRule({
  id: 'OBJ-02',
  severity: 'blocker',
  nature: 'gap',
  from: 'planning',
  source: '§2.2 (last para.); rec 3.3.2',
  reads: ['mandateTask', 'objective', 'fundingLine'],
  *find({ plan }) {
    for (const task of plan.mandateTask.values()) {
      const objectives = objectivesOfTask(plan, task.id).filter(isLive)
      const [first] = objectives
      if (first === undefined || objectives.some(objective => moneyOf(plan, objective).required > 0)) continue
      yield {
        about: refOf(task),
        facts: { title: titleOf(task), task: task.ref ?? task.id },
        at: { ref: refOf(first) },
      }
    }
  },
})
