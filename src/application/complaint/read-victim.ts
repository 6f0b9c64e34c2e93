import { ComplaintRow } from '../../persistence/entities/complaint.entities.js';
import type { CaseWork } from '../case/case-work.js';
import type { ComplaintInput } from './complaint-input.js';

/** Reads who the victim of a complaint is, as it was received. */
export async function readVictim({ manager, caseFile }: CaseWork): Promise<ComplaintInput['victim']> {
  const { body } = await manager.findOneByOrFail(ComplaintRow, { id: caseFile.id });
  return (body as ComplaintInput).victim;
}
