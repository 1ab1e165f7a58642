import { describe, expect, it } from 'vitest'
import { isScreen, parsePath, parseRecord, screenPath } from '../../src/shell/routes.ts'

describe('routes', () => {
  it('an address names a record by kind and id, and an id may hold a colon', () => {
    expect(parseRecord('objective:o1')).toEqual({ kind: 'objective', id: 'o1' })
    expect(parseRecord('line:a:b:direct')).toEqual({ kind: 'line', id: 'a:b:direct' })
  })

  it('what names no record opens none', () => {
    for (const text of [null, '', 'objective', 'objective:', ':o1', 'toString:o1']) {
      expect(parseRecord(text)).toBeUndefined()
    }
  })

  it('a path leads to a page, or to none', () => {
    expect(parsePath('/')).toEqual({ at: 'home' })
    expect(parsePath('/join/s%2Ft')).toEqual({ at: 'join', secret: 's/t' })
    expect(parsePath('/w/velanga')).toEqual({ at: 'workspace', workspaceId: 'velanga', screen: undefined })
    expect(parsePath(screenPath('a/b', 'canvas'))).toEqual({ at: 'workspace', workspaceId: 'a/b', screen: 'canvas' })
    expect(parsePath('/w/%E0%A4%A')).toEqual({ at: 'workspace', workspaceId: '%E0%A4%A', screen: undefined })
    for (const path of ['/w', '/join', '/w/a/canvas/more', '/join/a/b', '/x/y']) expect(parsePath(path)).toBeUndefined()
  })

  it('a screen has an address of its own, whatever the workspace is called', () => {
    expect(screenPath('a/b', 'canvas')).toBe('/w/a%2Fb/canvas')
    expect(isScreen('canvas')).toBe(true)
    expect(isScreen('constructor')).toBe(false)
  })
})
