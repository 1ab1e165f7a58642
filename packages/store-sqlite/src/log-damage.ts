import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs'

/**
 * Whether the write-ahead log beside a file has been damaged, or the file emptied beside it. SQLite reads a log up to the first page that is not what was
 * written and takes that for its end, as it is where the power went in the middle of a commit: so damage further up would
 * lose every commit behind it, and nobody would hear of it. Here it is looked behind that page: where one commit follows
 * on another there, both had been kept, since a commit begins only when the one before it is on disk. Damage to the last
 * of all cannot be told from a commit that was never finished.
 *
 * Layout: sqlite.org/fileformat2.html, chapter 4. Says in words what was found, for whoever looks into it.
 */
export function findLogDamage(file: string): string | undefined {
  const log = `${file}-wal`
  if (!existsSync(log)) return undefined
  const found = damageIn(file, log)
  if (found === undefined) return undefined
  // Somebody may be writing to it, and be seen half-way: what is damaged stays so.
  return damageIn(file, log) === found ? found : undefined
}

function damageIn(file: string, log: string): string | undefined {
  const bytes = readFileSync(log)
  if (bytes.length < headerBytes) return undefined
  // SQLite would take it for a new one, and the log away, whoever opens it for whatever.
  if (statSync(file).size === 0) return 'It is empty, and its write-ahead log is not'
  const magic = bytes.readUInt32BE(0)
  const isBigEndian = magic === bigEndianMagic
  const header = checksum(bytes, 0, 24, [0, 0], isBigEndian)
  if ((isBigEndian || magic === littleEndianMagic) && same(header, sumAt(bytes, 24))) {
    const reading = { pageBytes: bytes.readUInt32BE(8), isBigEndian, salts: bytes.subarray(16, 24) }
    const broken = brokenBefore(bytes, reading, header)
    return broken === undefined ? undefined : `Page ${broken} of its write-ahead log is not what was written`
  }
  const pageBytes = pageBytesOf(file)
  if (pageBytes === undefined) return undefined
  const isFound = [false, true].some(
    each => brokenBefore(bytes, { pageBytes, isBigEndian: each }, undefined) !== undefined,
  )
  return isFound ? 'The header of its write-ahead log is not what was written' : undefined
}

/** How the frames are to be read; without salts, as many as agree with each other. */
interface Reading {
  readonly pageBytes: number
  readonly isBigEndian: boolean
  readonly salts?: Buffer
}

/** The first frame that is not what was written, where behind it one commit follows on another. */
function brokenBefore(bytes: Buffer, reading: Reading, header: Sum | undefined): number | undefined {
  const frameBytes = frameHeaderBytes + reading.pageBytes
  let { salts } = reading
  let broken = header === undefined ? 0 : undefined
  let before = header
  let isBehindCommit = false
  for (let at = headerBytes, frame = 1; at + frameBytes <= bytes.length; at += frameBytes, frame++) {
    const own = bytes.subarray(at + 8, at + 16)
    const stored = sumAt(bytes, at + 16)
    const isSound =
      before !== undefined &&
      (salts === undefined || own.equals(salts)) &&
      same(frameSum(bytes, at, reading, before), stored)
    // That this one is sound says that the sum before it is, and so that a commit ended there, whatever became of its page.
    if (isSound && broken !== undefined && isBehindCommit) return broken
    if (!isSound) broken ??= frame
    isBehindCommit = bytes.readUInt32BE(at + 4) > 0
    before = stored
    salts = reading.salts ?? own
  }
  return undefined
}

const headerBytes = 32
const frameHeaderBytes = 24
const littleEndianMagic = 0x377f0682
const bigEndianMagic = 0x377f0683

type Sum = readonly [number, number]

function same(a: Sum, b: Sum): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

function sumAt(bytes: Buffer, at: number): Sum {
  return [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)]
}

function frameSum(bytes: Buffer, at: number, { pageBytes, isBigEndian }: Reading, before: Sum): Sum {
  const head = checksum(bytes, at, 8, before, isBigEndian)
  return checksum(bytes, at + frameHeaderBytes, pageBytes, head, isBigEndian)
}

function checksum(bytes: Buffer, from: number, length: number, [first, second]: Sum, isBigEndian: boolean): Sum {
  for (let at = from; at < from + length; at += 8) {
    const [a, b] = isBigEndian
      ? [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)]
      : [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)]
    first = (first + a + second) >>> 0
    second = (second + b + first) >>> 0
  }
  return [first, second]
}

/** As the file itself says. */
function pageBytesOf(file: string): number | undefined {
  const head = Buffer.alloc(18)
  const fd = openSync(file, 'r')
  try {
    if (readSync(fd, head) < head.length) return undefined
  } finally {
    closeSync(fd)
  }
  // 65,536 does not fit, and is written as 1.
  const said = head.readUInt16BE(16)
  return said === 1 ? 65_536 : said >= 512 ? said : undefined
}
