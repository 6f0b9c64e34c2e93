import { api, dataOf } from '../../api/client.js';
import type { AttachmentView } from '../../api/schema.js';
import type { KeptFile } from './files.js';
import { saveFile } from './save-file.js';

const ENDINGS = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
} as const satisfies Record<AttachmentView['mediaType'], string>;

/** Saves a kept file on this machine; the reading is on the audit chain. Throws ProblemError. */
export async function saveKeptFile({ id, kind, mediaType }: KeptFile): Promise<void> {
  const answer = api.GET('/v1/attachments/{id}', { params: { path: { id } }, parseAs: 'blob' }) as Promise<{
    data?: Blob;
    error?: unknown;
    response: Response;
  }>;
  saveFile(`${kind}-${id}.${ENDINGS[mediaType]}`, await dataOf(answer));
}
