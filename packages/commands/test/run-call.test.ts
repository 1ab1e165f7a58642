import type { Call } from '@barycentre/plan'
import { expect, test } from 'vitest'
import * as commands from '../src/index.ts'
import { createPost, createRecord, followUpFinding, runCall } from '../src/index.ts'
import { alone, type Person } from './person.ts'

function call(person: Person, { name, args }: Call) {
  return runCall(person.peer.planDoc, { name, args }, { random: () => 0.5, mayWrite: () => true })
}

const proposable = [
  'finding.follow-up',
  'line.change',
  'line.draw',
  'objective.create',
  'post.reparent',
  'record.add-member',
  'record.create',
  'record.remove-member',
  'record.set',
  'record.set-members',
]

test('[CMD-15] a call does what its command does, as one step of undo', () => {
  const person = alone()
  const post = person.do(createPost, { title: 'Adviser', postKind: 'post' })
  person.do(createRecord, { kind: 'objective', id: 'o', fields: { title: 'Vet judges' } })
  const args = { kind: 'post', id: post, field: 'objectiveIds', member: 'o' }
  expect(call(person, { name: 'record.add-member', args })).toEqual({ ok: true, value: undefined })
  expect(person.plan().post.get(post)?.objectiveIds).toEqual(['o'])
  person.peer.undo.undo()
  expect(person.plan().post.get(post)?.objectiveIds).toBeUndefined()
  expect(person.plan().objective.size).toBe(1)
})

test('[CMD-15] a proposed follow-up is written to the one that is there', () => {
  const person = alone()
  const finding = { checkId: 'COG-02', subjectRef: 'c1' }
  person.do(followUpFinding, { ...finding, by: 'Ada', on: '2006-09-01', parkedUntil: '2006-10-01' })
  expect(call(person, { name: 'finding.follow-up', args: { ...finding, assignedTo: 'OCHA' } }).ok).toBe(true)
  expect([...person.plan().followUp.values()]).toMatchObject([
    { ...finding, assignedTo: 'OCHA', parkedUntil: '2006-10-01' },
  ])
})

test('[CMD-15] only what may be proposed runs: nothing that speaks for a group or lets a finding stand', () => {
  const person = alone()
  const names = Object.values(commands).flatMap(each => (typeof each === 'object' && 'args' in each ? each.name : []))
  const isRefused = (name: string) => {
    const result = call(person, { name, args: {} })
    // What may be proposed is asked, and says which of its arguments is missing.
    return !result.ok && result.error.code === 'invalid' && result.error.field === undefined
  }
  expect(names.length).toBeGreaterThan(proposable.length)
  expect(names.filter(name => !isRefused(name)).sort()).toEqual(proposable)
  for (const name of ['toString', '__proto__', '', 'plan.burn']) {
    expect(call(person, { name, args: {} })).toEqual({ ok: false, error: { code: 'invalid', command: name } })
  }
})

test('[CMD-15] the arguments of a call are checked, whatever it brings', () => {
  const person = alone()
  for (const args of [undefined, null, 7, 'record', [], { kind: 'treaty' }]) {
    expect(call(person, { name: 'record.create', args })).toMatchObject({ ok: false, error: { code: 'invalid' } })
  }
  const position = { kind: 'endorsement', fields: { position: 'agree', group: 'OCHA', subject: 'vision' } }
  expect(call(person, { name: 'record.create', args: position })).toMatchObject({ error: { field: 'kind' } })
  const ports = { random: () => 0.5, mayWrite: () => false }
  expect(runCall(person.peer.planDoc, { name: 'record.create', args: { kind: 'risk' } }, ports)).toMatchObject({
    error: { code: 'not-allowed' },
  })
  expect(person.plan().risk.size).toBe(0)
})
