import type { EntityManager } from 'typeorm';
import { tellingMessage } from '../../../../src/application/telling/telling-message.js';
import { CaseFileRow } from '../../../../src/persistence/entities/case/case.entities.js';

/** The line about what is suspended in the text for a victim whom there is no news to tell. */
export async function newsToTell(manager: EntityManager, caseId: string): Promise<string | undefined> {
  const caseFile = await manager.findOneByOrFail(CaseFileRow, { id: caseId });
  return (await tellingMessage(manager, caseFile, [])).text.en.split('\n').at(-2);
}
