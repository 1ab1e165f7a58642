// Types only: the English catalogues are the list of keys, and no catalogue enters a bundle by this file.
// A new area adds its line here.
import type benchmarks from '../catalogues/en/benchmarks.json'
import type cabinet from '../catalogues/en/cabinet.json'
import type canvas from '../catalogues/en/canvas.json'
import type checks from '../catalogues/en/checks.json'
import type coherence from '../catalogues/en/coherence.json'
import type fields from '../catalogues/en/fields.json'
import type home from '../catalogues/en/home.json'
import type importing from '../catalogues/en/import.json'
import type join from '../catalogues/en/join.json'
import type kinds from '../catalogues/en/kinds.json'
import type leaving from '../catalogues/en/leaving.json'
import type line from '../catalogues/en/line.json'
import type people from '../catalogues/en/people.json'
import type presence from '../catalogues/en/presence.json'
import type record from '../catalogues/en/record.json'
import type refusals from '../catalogues/en/refusals.json'
import type roles from '../catalogues/en/roles.json'
import type shell from '../catalogues/en/shell.json'
import type vision from '../catalogues/en/vision.json'

export type MessageKey =
  | keyof typeof benchmarks
  | keyof typeof cabinet
  | keyof typeof canvas
  | keyof typeof checks
  | keyof typeof coherence
  | keyof typeof fields
  | keyof typeof home
  | keyof typeof importing
  | keyof typeof join
  | keyof typeof kinds
  | keyof typeof leaving
  | keyof typeof line
  | keyof typeof people
  | keyof typeof presence
  | keyof typeof record
  | keyof typeof refusals
  | keyof typeof roles
  | keyof typeof shell
  | keyof typeof vision

/** The part of the screens that a key belongs to, and the file that it lies in. */
export type Area = MessageKey extends infer Key ? (Key extends `${infer Name}.${string}` ? Name : never) : never
