import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { deriveKey, type CodecKeys, readMasterKeys, sealFile, unsealFile } from '../../encryption/sealed-bytes.js';
import { sha256OfFile } from '../sha256.js';

const VERSION = 1;
/** Signs of a ULID that name a folder: a third of a day. */
const FOLDER_SIGNS = 5;

/** Codes of a file system that takes no more: it is full, or the quota or the limit of files is reached. */
const NO_ROOM = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** There is no room for a file, and nothing of it was kept. */
export class NoRoomError extends Error {}

/** Returns the path of the file of an attachment below the folder of a store. */
export function pathOfAttachment(folder: string, id: string): string {
  return path.join(folder, id.slice(0, FOLDER_SIGNS), id);
}

/**
 * Keeps the bytes of attachments as files in a folder, each encrypted with AES-256-GCM under a key
 * derived (HKDF-SHA-256) from a master key and its id. So a file tells nothing to who copies the
 * folder, and one that is changed or moved to another id does not decrypt. A file is: version, length
 * of the key's id, the key's id, 12 bytes of IV, the encrypted bytes, 16 bytes of tag. Several
 * processes may share the folder. Throws for a key that is not usable.
 */
export class FileAttachmentStore {
  private readonly masters: ReadonlyMap<string, Buffer>;

  constructor(
    private readonly folder: string,
    private readonly keys: CodecKeys,
  ) {
    this.masters = readMasterKeys(keys);
  }

  /**
   * Writes a file, and returns when it is on the disk. Returns the SHA-256 of the file. Nothing is
   * left of a file that could not be written. Throws `NoRoomError` where the disk is full.
   */
  async put(id: string, content: Buffer): Promise<string> {
    const stored = await this.encrypt(id, content);
    const storedSha256 = await sha256OfFile(stored);
    const file = pathOfAttachment(this.folder, id);
    const unfinished = `${file}.${randomBytes(4).toString('hex')}`;
    try {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      await write(unfinished, stored);
      await rename(unfinished, file);
    } catch (error) {
      await rm(unfinished, { force: true });
      const { code } = error as NodeJS.ErrnoException;
      throw code !== undefined && NO_ROOM.includes(code)
        ? new NoRoomError('no room for a file', { cause: error })
        : error;
    }
    return storedSha256;
  }

  /** Reads a file; `altered` when it does not decrypt as what was put there. */
  async get(id: string): Promise<{ is: 'there'; content: Buffer } | { is: 'missing' | 'altered' }> {
    const stored = await this.read(id);
    if (stored === undefined) return { is: 'missing' };
    try {
      return { is: 'there', content: await this.decrypt(id, stored) };
    } catch {
      return { is: 'altered' };
    }
  }

  /** Removes a file; without one nothing happens. */
  async remove(id: string): Promise<void> {
    await rm(pathOfAttachment(this.folder, id), { force: true });
  }

  private async read(id: string): Promise<Buffer | undefined> {
    try {
      return await readFile(pathOfAttachment(this.folder, id));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  private async encrypt(id: string, content: Buffer): Promise<Buffer> {
    const keyId = Buffer.from(this.keys.current);
    const head = Buffer.concat([Buffer.from([VERSION, keyId.length]), keyId]);
    return Buffer.concat([head, await sealFile(this.keyOf(this.keys.current, id), head, content)]);
  }

  private decrypt(id: string, stored: Buffer): Promise<Buffer> {
    const head = stored.subarray(0, 2 + (stored[1] ?? 0));
    return unsealFile(this.keyOf(head.subarray(2).toString(), id), head, stored.subarray(head.length));
  }

  private keyOf(keyId: string, id: string): Buffer {
    return deriveKey(this.masters, keyId, `rangap attachment ${id}`);
  }
}

/** Writes a new file, and returns when it is on the disk. */
async function write(file: string, content: Buffer): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
