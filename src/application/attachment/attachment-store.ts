/** What a store finds under an id. */
type StoredContent = { is: 'there'; content: Buffer } | { is: 'missing' | 'altered' };

/**
 * Where the bytes of attachments lie, outside the database. An id is written once. A store throws
 * when it cannot be reached.
 */
export interface AttachmentStore {
  /** Keeps the bytes until `remove`; returns the SHA-256 (hex) of what lies in the store. */
  put(id: string, content: Buffer): Promise<string>;
  get(id: string): Promise<StoredContent>;
  /** Removes the bytes; without any nothing happens. */
  remove(id: string): Promise<void>;
}
