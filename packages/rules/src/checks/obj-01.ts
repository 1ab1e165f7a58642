import { titleOf, objectivesOfTask } from '@barycentre/plan'
import { isLive } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { isBlank } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const obj01 = defineRule({
  id: 'OBJ-01',
  severity: 'blocker',
  nature: 'gap',
  from: 'planning',
  source: '§1.3; §2.2; rec 3.3.1',
  reads: ['mandateTask', 'objective'],
  *find({ plan }) {
    for (const task of plan.mandateTask.values()) {
      if (!isBlank(task.notForUsReason) || objectivesOfTask(plan, task.id).some(isLive)) continue
      const { functionId } = task
      const fields = {
        title: titleOf(task),
        mandateTaskIds: [task.id],
        origin: 'mandate',
        status: 'proposed',
        ...(functionId !== undefined && { functionId }),
      }
      yield {
        about: refOf(task),
        facts: { title: titleOf(task), task: task.ref ?? task.id },
        remedy: { name: 'record.create', args: { kind: 'objective', fields } },
      }
    }
  },
})
