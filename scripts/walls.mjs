// Checks the walls between the rooms. `turbo boundaries` holds what it can: floors, undeclared packages, files outside the
// package. The rest of the table in rooms.mjs is checked here, on what the parser sees, not on what a line looks like.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, join, sep } from 'node:path'
import { parseSync } from 'vite'
import { environment, root } from './checkout.mjs'
import { rooms as table } from './rooms.mjs'

const SCOPE = '@barycentre/'
const NAMELESS = /^(utils?|helpers?|common|misc|types)\.tsx?$/
const LIBRARIES = { none: ['es2024'], node: ['es2024'], dom: ['es2024', 'dom', 'dom.iterable'] }
const TYPES = { none: [], node: ['node'], dom: ['vite/client'] }

/** Every breach under `top`, a sentence each that begins with the file. */
export function findBreaches(top, rooms = table) {
  const folders = globSync(['packages/*/package.json', 'apps/*/package.json'], { cwd: top }).map(path =>
    path.slice(0, -13),
  )
  const unlisted = folders.map(slashed).filter(folder => !(folder in rooms))
  return [
    ...unlisted.map(folder => `${folder}: this room has no row in scripts/rooms.mjs`),
    ...Object.entries(rooms).flatMap(([folder, room]) =>
      existsSync(join(top, folder)) ? findBreachesIn(top, folder, room) : [],
    ),
  ]
}

/** The breaches of one room: what its files are called, what they import, what its tsconfig lets it know. */
export function findBreachesIn(top, folder, room) {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: join(top, folder) }).map(slashed)
  const nameless = files.filter(file => NAMELESS.test(basename(file)))
  return [
    ...nameless.map(file => `${folder}/${file}: name the file after its one job`),
    ...platformBreaches(top, folder, room),
    ...files.flatMap(file => {
      const path = join(top, folder, file)
      const imports = importsOf(path, readFileSync(path, 'utf8'))
      const reasons = imports.map(specifier => reasonAgainst(specifier, file, room)).filter(Boolean)
      return reasons.map(reason => `${folder}/${file}: ${reason}`)
    }),
  ]
}

/** The specifiers that a file imports: static or dynamic, of values or types, re-exports included. */
export function importsOf(path, source) {
  const { program, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`)
  const found = []
  const visit = node => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node?.type !== 'string') return
    // ImportDeclaration, Export…Declaration, ImportExpression and TSImportType all name what they import `source`.
    if (typeof node.source?.value === 'string') found.push(node.source.value)
    for (const value of Object.values(node)) if (value && typeof value === 'object') visit(value)
  }
  visit(program)
  return found
}

function reasonAgainst(specifier, file, room) {
  if (specifier.startsWith('.')) return // Leaving the package is turbo's to see.
  if (isBuiltin(specifier)) return room.knows === 'node' ? undefined : `may not know Node, but imports ${specifier}`
  if (specifier.startsWith(SCOPE)) {
    const [name, ...door] = specifier.slice(SCOPE.length).split('/')
    if (door[0] === 'testing') return `imports ${specifier}, which is for tests`
    return room.rooms.includes(name) ? undefined : `may not import the room ${name}`
  }
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  if (!room.packages.includes(name)) return `may not import the package ${name}`
  const places = room.only?.[name]
  if (places && !places.some(place => file.startsWith(`${place}/`)))
    return `may import ${name} in ${places.join(', ')} only`
}

// The compiler holds this wall, as long as no room's tsconfig gives it more than its row says.
function platformBreaches(top, folder, room) {
  const { compilerOptions = {} } = JSON.parse(readFileSync(join(top, folder, 'tsconfig.json'), 'utf8'))
  const excess = (given = [], known) => given.filter(name => !known.includes(name))
  const knows = room.knows ?? 'none'
  const more = [...excess(compilerOptions.lib, LIBRARIES[knows]), ...excess(compilerOptions.types, TYPES[knows])]
  return more.map(name => `${folder}/tsconfig.json: the room may not know ${name}`)
}

function slashed(path) {
  return path.replaceAll(sep, '/')
}

if (import.meta.main) {
  const turbo = spawnSync('turbo', ['boundaries'], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
    shell: sep === '\\',
  })
  if (turbo.status !== 0) console.error(turbo.stdout + turbo.stderr)
  const breaches = findBreaches(root)
  for (const breach of breaches) console.error(breach)
  if (turbo.status !== 0 || breaches.length > 0) process.exitCode = 1
}
