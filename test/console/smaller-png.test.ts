import { createRequire } from 'node:module';
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const { smallerPng } = createRequire(__filename)('../../.config/screens/smaller-png.cjs') as {
  smallerPng: (picture: Buffer) => Buffer;
};

/** A picture of two by two pixels whose rows have the filters of the PNG standard, given as they are written. */
function picture(rows: readonly (readonly number[])[]): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.from([0, 0, 0, 2, 0, 0, 0, rows.length, 8, 2, 0, 0, 0]);
  const pixels = deflateSync(Buffer.from(rows.flat()), { level: 0 });
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const pixelsOf = (png: Buffer) => {
  const size = png.readUInt32BE(33);
  return [...inflateSync(png.subarray(41, 41 + size))];
};

describe('a picture of the console', () => {
  it('keeps every pixel when it is packed anew, whatever the filters of its rows', () => {
    const filtered = [
      [0, 10, 20, 30, 40, 50, 60],
      [1, 10, 20, 30, 30, 30, 30],
      [2, 1, 1, 1, 1, 1, 1],
      [3, 5, 5, 5, 5, 5, 5],
      [4, 250, 250, 250, 250, 250, 250],
    ];
    const rows = [
      [10, 20, 30, 40, 50, 60],
      [10, 20, 30, 40, 50, 60],
      [11, 21, 31, 41, 51, 61],
      [10, 15, 20, 30, 38, 45],
      [4, 9, 14, 24, 32, 39],
    ];
    expect(pixelsOf(smallerPng(picture(filtered)))).toEqual(rows.flatMap((row) => [0, ...row]));
  });

  it('is left as it is where it is of another kind', () => {
    const grey = picture([[0, 1, 2, 3, 4, 5, 6]]);
    grey[25] = 0;
    expect(smallerPng(grey)).toBe(grey);
  });
});
