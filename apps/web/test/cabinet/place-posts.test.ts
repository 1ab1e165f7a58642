import { describe, expect, it } from 'vitest'
import { cardAt, overlaps } from '../../src/features/cabinet/box.ts'
import { freePlaceAt, freePlaceBelow, placePosts } from '../../src/features/cabinet/place-posts.ts'
import { line, post, structureOf } from './build-structure.ts'

describe('places', () => {
  it('leaves a post where it was put', () => {
    const { posts, structure } = structureOf(
      post('a', { pos: { x: 10, y: 20 } }),
      post('b', { pos: { x: 130, y: 80 } }),
    )
    const places = placePosts(posts.values(), structure.superiorOf)
    expect(places.get('a')).toEqual({ x: 10, y: 20 })
    // It covers a corner of the other, as somebody may want it to.
    expect(places.get('b')).toEqual({ x: 130, y: 80 })
  })

  it('shows a post that would hide another one below it, in the order of the posts', () => {
    const { posts, structure } = structureOf(
      post('a', { pos: { x: 0, y: 0 } }),
      post('b', { pos: { x: 0, y: 0 } }),
      post('c', { pos: { x: 20, y: 10 } }),
    )
    const places = placePosts(posts.values(), structure.superiorOf)
    expect(places.get('a')).toEqual({ x: 0, y: 0 })
    const cards = [...places.values()].map(cardAt)
    expect(cards.some((card, index) => cards.slice(index + 1).some(other => overlaps(card, other)))).toBe(false)
  })

  it('places the reports of a post that was put somewhere around it', () => {
    const { posts, structure } = structureOf(
      post('a', { pos: { x: 5000, y: 3000 } }),
      post('b'),
      post('c'),
      line('b', 'a'),
      line('c', 'b'),
    )
    const places = placePosts(posts.values(), structure.superiorOf)
    expect(places.get('b')).toMatchObject({ x: 5000 })
    expect(places.get('b')!.y).toBeGreaterThan(3100)
    expect(places.get('c')!.y).toBeGreaterThan(places.get('b')!.y)
  })

  it('finds a free place below a superior that never touches another card', () => {
    const taken = [{ x: 0, y: 0 }]
    for (let count = 0; count < 30; count += 1) {
      const place = freePlaceBelow({ x: 0, y: 0 }, taken)
      expect(taken.some(other => overlaps(cardAt(place), cardAt(other)))).toBe(false)
      expect(place.y).toBeGreaterThan(100)
      taken.push(place)
    }
  })

  it('moves a wished place down only where it is taken', () => {
    expect(freePlaceAt({ x: 0, y: 0 }, [{ x: 300, y: 0 }])).toEqual({ x: 0, y: 0 })
    expect(freePlaceAt({ x: 0, y: 0 }, [{ x: 50, y: 0 }])).toEqual({ x: 0, y: 120 })
  })
})
