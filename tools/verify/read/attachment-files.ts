import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pathOfAttachment } from '../../../src/persistence/attachment/file-store.js';

/** Reads what lies in the store of attachments, for a check. */
export interface AttachmentFiles {
  /** The SHA-256 (hex) of the file of an attachment; undefined: there is none. */
  sha256Of(id: string): Promise<string | undefined>;
}

/** Reads the files of a folder; they stay encrypted. */
export function attachmentFiles(folder: string): AttachmentFiles {
  return {
    sha256Of: async (id) => {
      const hash = createHash('sha256');
      try {
        for await (const chunk of createReadStream(pathOfAttachment(folder, id))) hash.update(chunk as Buffer);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
      return hash.digest('hex');
    },
  };
}
