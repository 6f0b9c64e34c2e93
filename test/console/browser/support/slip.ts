import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeQR } from 'qr';

/** Returns the text of the QR of a slip: the sending bank (Krungthai) and the reference. */
export function slipText(reference: string): string {
  return withCrc(`${field('00', field('00', '000001') + field('01', '006') + field('02', reference))}5102TH`);
}

/** Puts the checksum of a Thai payment code at its end. */
export function withCrc(fields: string, tag = '91'): string {
  const text = `${fields}${tag}04`;
  let crc = 0xffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021) & 0xffff;
  }
  return `${text}${crc.toString(16).toUpperCase().padStart(4, '0')}`;
}

function field(tag: string, value: string): string {
  return `${tag}${String(value.length).padStart(2, '0')}${value}`;
}

const [WIDTH, HEIGHT, SCALE] = [640, 480, 8];
const [DARK, LIGHT, GREY] = [16, 235, 128];

/** Writes what a camera sees that is held before a QR, as a film of one second (YUV4MPEG2); returns the file. */
export function filmOf(text: string): string {
  const code = encodeQR(text, 'raw', { border: 2 });
  const [left, top] = [WIDTH, HEIGHT].map((side) => Math.floor((side - code.length * SCALE) / 2)) as [number, number];
  const luma = Buffer.alloc(WIDTH * HEIGHT, LIGHT);
  for (const [row, modules] of code.entries()) {
    for (const [column, isDark] of modules.entries()) {
      if (!isDark) continue;
      for (let y = top + row * SCALE; y < top + (row + 1) * SCALE; y += 1)
        luma.fill(DARK, y * WIDTH + left + column * SCALE, y * WIDTH + left + (column + 1) * SCALE);
    }
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((WIDTH * HEIGHT) / 2, GREY)]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F5:1 Ip A1:1 C420jpeg\n`);
  const file = path.join(tmpdir(), `rangap-camera-${process.pid}.y4m`);
  writeFileSync(file, Buffer.concat([head, ...Array.from({ length: 5 }, () => frame)]));
  return file;
}
