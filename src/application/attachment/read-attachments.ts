import type { EntityManager } from 'typeorm';
import { AppealRow } from '../../persistence/entities/case/appeal.entities.js';
import { AttachmentRow } from '../../persistence/entities/findings/attachment.entities.js';
import { caseExists } from '../case/work/case.queries.js';
import { toShown } from './add-attachment.js';

/** Lists the files of a case with those of its appeals, in order; undefined without such a case. */
export async function listAttachmentsOfCase(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const rows = await manager.find(AttachmentRow, { where: { caseId }, order: { id: 'ASC' } });
  return { attachments: rows.map(toShown) };
}

/** Lists the files of an appeal, in order; undefined without such an appeal. */
export async function listAttachmentsOfAppeal(manager: EntityManager, appealId: string) {
  if (!(await manager.existsBy(AppealRow, { id: appealId }))) return undefined;
  const rows = await manager.find(AttachmentRow, { where: { appealId }, order: { id: 'ASC' } });
  return { attachments: rows.map(toShown) };
}

/** Finds an attachment by its id; null when there is none. */
export function findAttachment(manager: EntityManager, id: string): Promise<AttachmentRow | null> {
  return manager.findOneBy(AttachmentRow, { id });
}
