/**
 * What comes from the clipboard, in the form that the schema reads. Word writes list items as paragraphs that say their
 * level in a style of its own (`mso-list: l0 level2 lfo1`) and carry the bullet as text; without this they would come in
 * as paragraphs that begin with a dot. Headings below the third become third ones.
 */
export function cleanPastedHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const title of body.querySelectorAll('p.MsoTitle')) rename(title, 'h1')
  for (const heading of body.querySelectorAll('h4, h5, h6')) rename(heading, 'h3')
  const items = [...body.querySelectorAll<HTMLElement>('p, h1, h2, h3, div')].filter(
    each => levelOf(each) !== undefined,
  )
  for (const first of items) {
    // A run may have been taken into a list with the item before it.
    if (first.isConnected && body.contains(first)) gatherList(first)
  }
  for (const empty of body.querySelectorAll('o\\:p')) empty.replaceWith(...empty.childNodes)
  return body.innerHTML
}

/** Turns a run of sibling items into nested lists in their place. */
function gatherList(first: HTMLElement): void {
  const run: HTMLElement[] = []
  for (let next: Element | null = first; isItem(next); next = next.nextElementSibling) run.push(next)
  const place = first.ownerDocument.createTextNode('')
  first.before(place)
  const lists: HTMLElement[] = []
  const tops: HTMLElement[] = []
  for (const item of run) {
    const level = levelOf(item) ?? 1
    const tag = isNumbered(item) ? 'ol' : 'ul'
    lists.length = Math.min(lists.length, level)
    // Another kind of marker at the same level is another list.
    if (lists.length === level && lists.at(-1)?.localName !== tag) lists.length = level - 1
    while (lists.length < level) {
      const list = item.ownerDocument.createElement(tag)
      const parent = lists.at(-1)
      if (parent === undefined) tops.push(list)
      else (parent.lastElementChild ?? parent.appendChild(item.ownerDocument.createElement('li'))).append(list)
      lists.push(list)
    }
    const entry = item.ownerDocument.createElement('li')
    removeMarker(item)
    const paragraph = item.ownerDocument.createElement('p')
    paragraph.append(...item.childNodes)
    entry.append(paragraph)
    lists.at(-1)?.append(entry)
    item.remove()
  }
  place.replaceWith(...tops)
}

function isItem(element: Element | null): element is HTMLElement {
  return element !== null && levelOf(element) !== undefined
}

function levelOf(element: Element): number | undefined {
  const level = /mso-list:[^;]*\blevel(\d)/i.exec(element.getAttribute('style') ?? '')?.[1]
  return level === undefined ? undefined : Number(level)
}

function markerOf(item: HTMLElement): HTMLElement | undefined {
  return [...item.querySelectorAll<HTMLElement>('span')].find(span =>
    /mso-list:\s*ignore/i.test(span.getAttribute('style') ?? ''),
  )
}

/** A figure, a letter or a Roman number before a point or a bracket; anything else is a bullet. */
function isNumbered(item: HTMLElement): boolean {
  return /^\s*\(?([0-9\u0660-\u0669]+|[a-z\u0621-\u064a]|[ivxlcdm]+)[.)-]/i.test(markerOf(item)?.textContent ?? '')
}

function removeMarker(item: HTMLElement): void {
  markerOf(item)?.remove()
}

function rename(element: Element, tag: string): void {
  const renamed = element.ownerDocument.createElement(tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
}
