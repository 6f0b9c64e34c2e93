import { randomBytes } from 'node:crypto';
import { seal, sealFile, unseal, unsealFile } from '../../../src/encryption/sealed-bytes.js';

const KEY = randomBytes(32);
const CONTEXT = Buffer.from('a file of a test');
const LARGEST = 10 * 1024 * 1024;

describe('a file that is encrypted beside the event loop', () => {
  it.each([
    ['of nothing', Buffer.alloc(0)],
    ['of a part of a buffer', Buffer.from('before, file, after').subarray(8, 12)],
    ['of the largest size', Buffer.alloc(LARGEST, 7)],
  ])('has the same form as in one piece, both ways: %s', async (_name, content) => {
    expect(unseal(KEY, CONTEXT, await sealFile(KEY, CONTEXT, content)).equals(content)).toBe(true);
    expect((await unsealFile(KEY, CONTEXT, seal(KEY, CONTEXT, content))).equals(content)).toBe(true);
  });

  it.each([
    ['a changed byte', KEY, CONTEXT, (sealed: Buffer) => sealed.fill((sealed[20] ?? 0) ^ 1, 20, 21)],
    ['a lost end', KEY, CONTEXT, (sealed: Buffer) => sealed.subarray(0, -1)],
    ['another context', KEY, Buffer.from('another file'), (sealed: Buffer) => sealed],
    ['another key', randomBytes(32), CONTEXT, (sealed: Buffer) => sealed],
  ])('does not decrypt with %s', async (_name, key, context, change) => {
    const sealed = change(await sealFile(KEY, CONTEXT, Buffer.from('a file')));
    await expect(unsealFile(key, context, sealed)).rejects.toThrow();
  });

  it.each([
    ['encrypted', () => sealFile(KEY, CONTEXT, Buffer.alloc(LARGEST))],
    ['decrypted', () => unsealFile(KEY, CONTEXT, SEALED)],
  ])('lets others work while it is %s', async (_name, work) => {
    const turns: string[] = [];
    const other = new Promise<void>((done) =>
      setImmediate(() => {
        turns.push('another request');
        done();
      }),
    );
    await Promise.all([other, work().then(() => turns.push('the file'))]);
    expect(turns).toEqual(['another request', 'the file']);
  });
});

const SEALED = seal(KEY, CONTEXT, Buffer.alloc(LARGEST));
