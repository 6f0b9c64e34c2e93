import { ok, refuse, type Result } from '../result.js';

/** What an attachment is, as the person who adds it says. */
export const ATTACHMENT_KINDS = ['slip', 'chat', 'document'] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

/** The types that are taken, with the ending of a file that is handed out. */
const ENDINGS = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
} as const;
export type AttachmentType = keyof typeof ENDINGS;
export const ATTACHMENT_TYPES = Object.keys(ENDINGS) as AttachmentType[];

/** The type under which a sender declares nothing, as generated clients do. */
export const UNDECLARED_TYPE = 'application/octet-stream';

/** The most bytes of one attachment: a photograph of a telephone of today. */
export const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024;

/** The most attachments of a case or a draft, and of an appeal. */
export const MAX_ATTACHMENTS = { case: 100, draft: 20, appeal: 20 } as const;
export type AttachmentPlace = keyof typeof MAX_ATTACHMENTS;

/**
 * Decides whether a file is taken, and as what: its own bytes say what it is (`found`; undefined:
 * they are of no known type). A sender who declares a type must declare that one; under
 * `UNDECLARED_TYPE` the bytes alone decide. Refusals: `ATTACHMENT.EMPTY`, `ATTACHMENT.TYPE`,
 * `ATTACHMENT.OTHER_TYPE`.
 */
export function typeOfFile(file: {
  declared: string;
  found: string | undefined;
  bytes: number;
}): Result<AttachmentType> {
  if (file.bytes === 0) return refuse('ATTACHMENT.EMPTY', 'the file is empty');
  const said = file.declared === UNDECLARED_TYPE ? file.found : file.declared;
  const type = ATTACHMENT_TYPES.find((each) => each === said);
  if (type === undefined) return refuse('ATTACHMENT.TYPE', `a file is one of ${ATTACHMENT_TYPES.join(', ')}`);
  return file.found === type ? ok(type) : refuse('ATTACHMENT.OTHER_TYPE', `the file is no ${type}`);
}

/** Decides whether one more file is taken beside `count`. Refusal: `ATTACHMENT.TOO_MANY`. */
export function mayAddAttachment(place: AttachmentPlace, count: number): Result<null> {
  const most = MAX_ATTACHMENTS[place];
  return count < most ? ok(null) : refuse('ATTACHMENT.TOO_MANY', `there are ${most} files already`, { most });
}

/**
 * Decides whether the files of a draft go to a case: its author gives them to the complaint that the
 * author took, and to no other. Refusal: `DRAFT.OTHER_CASE`.
 */
export function mayGiveDraftFiles({ owner, takenBy }: { owner: string; takenBy: string | undefined }): Result<null> {
  return takenBy === owner
    ? ok(null)
    : refuse('DRAFT.OTHER_CASE', 'the files of a draft go to the complaint that its author took');
}

/** Returns the name of a file that is handed out; the name that it came with is not kept. */
export function fileName(id: string, kind: AttachmentKind, type: AttachmentType): string {
  return `${kind}-${id}.${ENDINGS[type]}`;
}
