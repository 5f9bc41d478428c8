// crop.mjs PPM PNG block|page: a part of a page of a workbook as a small picture of sixteen colours. block: from the first coloured rule over the
// whole column, which begins an exercise, to the next one; page: all that is on it but the folio.
import { readFileSync, writeFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'

const [from, to, part] = process.argv.slice(2)
const file = readFileSync(from)
const [head, width, height] = file.subarray(0, 32).toString('latin1').match(/^P6\s(\d+)\s(\d+)\s255\s/).map((x, i) => (i ? Number(x) : x))
const pixels = file.subarray(head.length)
const at = (x, y) => pixels.readUIntBE((y * width + x) * 3, 3)
const isInk = rgb => rgb !== 0xffffff
const isColoured = rgb => Math.max(rgb >> 16, (rgb >> 8) & 255, rgb & 255) - Math.min(rgb >> 16, (rgb >> 8) & 255, rgb & 255) > 24
const count = (y, of) => { let n = 0; for (let x = 0; x < width; x++) n += of(at(x, y)); return n }

// ---- which part
const rows = [...Array(height).keys()]
const rules = rows.filter(y => count(y, isColoured) > width * 0.6).filter((y, i, all) => all[i - 1] !== y - 1)
if (part === 'block' && rules.length !== 2) throw new Error(`${from}: ${rules.length} rules instead of two`)
const [top, bottom] = part === 'block' ? rules : [0, Math.floor(height * 0.92)]
const inked = rows.filter(y => y >= top && y < bottom && count(y, isInk))
const columns = [...Array(width).keys()].filter(x => inked.some(y => isInk(at(x, y))))
const edge = 12
const x0 = columns[0] - edge, y0 = inked[0] - edge, w = columns.at(-1) - x0 + edge, h = inked.at(-1) - y0 + edge
const inside = (x, y) => (x >= columns[0] && x <= columns.at(-1) && y >= inked[0] && y <= inked.at(-1) ? at(x, y) : 0xffffff)

// ---- sixteen colours: the most frequent that are not too near to one another
const seen = new Map()
for (let y = y0; y < y0 + h; y++) for (let x = x0; x < x0 + w; x++) seen.set(inside(x, y), (seen.get(inside(x, y)) ?? 0) + 1)
const distance = (a, b) => [16, 8, 0].reduce((sum, s) => sum + (((a >> s) & 255) - ((b >> s) & 255)) ** 2, 0)
const palette = []
for (const [rgb] of [...seen].sort(([a, n], [b, m]) => m - n || a - b))
  if (palette.length < 16 && palette.every(other => distance(rgb, other) > 400)) palette.push(rgb)
const nearest = new Map([...seen.keys()].map(rgb => [rgb, palette.reduce((best, other, i) => (distance(rgb, other) < distance(rgb, palette[best]) ? i : best), 0)]))

// ---- the file (PNG, ISO/IEC 15948): four bits a pixel
const crc32 = bytes => {
  let crc = -1
  for (const byte of bytes) {
    crc ^= byte
    for (let i = 0; i < 8; i++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return ~crc >>> 0
}
const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]), out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}
const line = Math.ceil(w / 2) + 1, data = Buffer.alloc(line * h)
for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) data[y * line + 1 + (x >> 1)] |= nearest.get(inside(x0 + x, y0 + y)) << (x % 2 ? 0 : 4)
const header = Buffer.alloc(13)
header.writeUInt32BE(w, 0)
header.writeUInt32BE(h, 4)
header.set([4, 3, 0, 0, 0], 8)
writeFileSync(to, Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk('IHDR', header),
  chunk('PLTE', Buffer.from(palette.flatMap(rgb => [rgb >> 16, (rgb >> 8) & 255, rgb & 255]))), chunk('IDAT', deflateSync(data, { level: 9 })),
  chunk('IEND', Buffer.alloc(0))]))
