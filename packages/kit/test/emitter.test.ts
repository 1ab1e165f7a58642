import { describe, expect, it } from 'vitest'
import { createEmitter } from '../src/index.ts'

describe('an emitter', () => {
  it('tells all listeners in the order in which they came', () => {
    const told: string[] = []
    const emitter = createEmitter<[string, number]>()
    emitter.on((word, count) => told.push(`first ${word} ${count}`))
    emitter.on(word => told.push(`second ${word}`))
    emitter.emit('news', 1)
    expect(told).toEqual(['first news 1', 'second news'])
  })

  it('gives back the undo of each subscription, also where one function listens twice', () => {
    let told = 0
    const emitter = createEmitter<[]>()
    const listener = () => void told++
    const leave = emitter.on(listener)
    emitter.on(listener)
    leave()
    leave()
    emitter.emit()
    expect(told).toBe(1)
  })

  it('does not tell whoever left while others were being told', () => {
    const told: string[] = []
    const emitter = createEmitter<[]>()
    emitter.on(() => leave())
    const leave = emitter.on(() => told.push('left'))
    emitter.emit()
    expect(told).toEqual([])
  })

  it('tells whoever joins meanwhile only next time', () => {
    let told = 0
    const emitter = createEmitter<[]>()
    const leave = emitter.on(() => {
      leave()
      emitter.on(() => void told++)
    })
    emitter.emit()
    expect(told).toBe(0)
    emitter.emit()
    expect(told).toBe(1)
  })
})
