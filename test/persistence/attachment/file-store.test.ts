import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ulid } from 'ulid';
import { FileAttachmentStore, NoRoomError, pathOfAttachment } from '../../../src/persistence/attachment/file-store.js';

const key = (): string => randomBytes(32).toString('base64');
const KEYS = { current: 'k2', keys: { k1: key(), k2: key() } };
const SLIP = Buffer.from('a slip of 57,500.00 baht');

describe('the folder of attachments', () => {
  let folder: string;
  let store: FileAttachmentStore;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'rangap-files-'));
    store = new FileAttachmentStore(folder, KEYS);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives back what was put there, also to another process, and nothing that can be read beside it', async () => {
    const id = ulid();
    const storedSha256 = await store.put(id, SLIP);
    const stored = readFileSync(pathOfAttachment(folder, id));
    expect(storedSha256).toBe(createHash('sha256').update(stored).digest('hex'));
    expect(stored.includes('slip')).toBe(false);
    expect(readdirSync(path.dirname(pathOfAttachment(folder, id)))).toEqual([id]);
    expect(await new FileAttachmentStore(folder, KEYS).get(id)).toEqual({ is: 'there', content: SLIP });
    expect(await store.put(ulid(), SLIP)).not.toBe(storedSha256); // two equal files do not look equal
  });

  it('reads what an earlier key encrypted, and not what a key encrypted that is gone', async () => {
    const id = ulid();
    await new FileAttachmentStore(folder, { ...KEYS, current: 'k1' }).put(id, SLIP);
    expect((await store.get(id)).is).toBe('there');
    expect((await new FileAttachmentStore(folder, { current: 'k2', keys: { k2: key() } }).get(id)).is).toBe('altered');
    expect(() => new FileAttachmentStore(folder, { current: 'k3', keys: KEYS.keys })).toThrow('k3');
  });

  it('says what is missing, was removed, was altered, or was put under another id', async () => {
    const [id, other] = [ulid(), ulid()];
    expect(await store.get(id)).toEqual({ is: 'missing' });
    await store.put(id, SLIP);
    const file = pathOfAttachment(folder, id);
    mkdirSync(path.dirname(pathOfAttachment(folder, other)), { recursive: true });
    copyFileSync(file, pathOfAttachment(folder, other));
    expect(await store.get(other)).toEqual({ is: 'altered' });
    const stored = readFileSync(file);
    for (const changed of [stored.subarray(0, 10), Buffer.concat([stored, Buffer.from([0])]), Buffer.alloc(0)]) {
      writeFileSync(file, changed);
      expect(await store.get(id)).toEqual({ is: 'altered' });
    }
    await store.remove(id);
    await store.remove(id);
    expect(await store.get(id)).toEqual({ is: 'missing' });
  });

  it.each([
    ['ENOSPC', true],
    ['EDQUOT', true],
    ['EIO', false],
  ])('leaves nothing of a file that the disk does not take (%s)', async (code, isFull) => {
    const handle = await open(path.join(folder, 'any'), 'w');
    const sync = jest.spyOn(Object.getPrototypeOf(handle) as typeof handle, 'sync');
    await handle.close();
    sync.mockRejectedValueOnce(Object.assign(new Error(code), { code }));
    const id = ulid();
    const refused: unknown = await store.put(id, SLIP).catch((error: unknown) => error);
    sync.mockRestore();
    expect([refused instanceof Error, refused instanceof NoRoomError]).toEqual([true, isFull]);
    expect(readdirSync(path.dirname(pathOfAttachment(folder, id)))).toEqual([]);
    expect(await store.put(id, SLIP)).toMatch(/^[0-9a-f]{64}$/);
  });
});
