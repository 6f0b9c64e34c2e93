import type { AttachmentView } from '../../api/schema.js';

/** The types of files that the API takes, and the most bytes of one (docs/adr/0038). */
export const FILE_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'text/plain'];
export const MOST_BYTES = 10 * 1024 * 1024;

export const FILE_KINDS = ['slip', 'chat', 'document'] as const;
/** What a file is, as the person who adds it says. */
export type FileKind = (typeof FILE_KINDS)[number];

/** A file that the API keeps. */
export type KeptFile = Pick<AttachmentView, 'id' | 'kind' | 'mediaType' | 'bytes' | 'sha256' | 'addedAt'> &
  Partial<Pick<AttachmentView, 'addedBy'>>;

/** Returns the code with which the API would refuse a file, which is then not even sent; undefined: it decides. */
export function fileFault({ type, size }: Pick<File, 'type' | 'size'>): string | undefined {
  if (size === 0) return 'ATTACHMENT.EMPTY';
  if (size > MOST_BYTES) return 'REQUEST.TOO_LARGE';
  return FILE_TYPES.includes(type) ? undefined : 'ATTACHMENT.TYPE';
}

/**
 * Returns how a file is sent: its bytes as they are, with their type, and never its name, because
 * names of files name people.
 */
export function asBody(file: File) {
  return {
    body: file as unknown as string,
    bodySerializer: (body: string) => body,
    headers: { 'content-type': file.type },
  };
}

/** Writes the size of a file in kB or MB. */
export function formatBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
