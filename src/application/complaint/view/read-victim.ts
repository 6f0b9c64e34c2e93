import { ComplaintRow } from '../../../persistence/entities/case/complaint.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { type KnownLater, knownNow } from '../../../domain/complaint/later/known-later.js';
import type { ComplaintInput } from '../intake/complaint-input.js';

/** Reads who the victim of a complaint is, as it is known now. */
export async function readVictim({ manager, caseFile }: CaseWork): Promise<ComplaintInput['victim']> {
  const { body, known } = await manager.findOneByOrFail(ComplaintRow, { id: caseFile.id });
  return knownNow({ body: body as ComplaintInput, known: known as KnownLater }).victim;
}
