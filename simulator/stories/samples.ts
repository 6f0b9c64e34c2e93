import { ComplaintAccepted } from '../../src/wire/case/complaint.js';
import { Centre, describe } from './centre.js';
import { readExample } from './examples.js';
import { STORIES } from './play.js';
import type { Settings } from './settings.js';
import { Stage } from './stage.js';

/**
 * Posts the complaints of docs/examples as they are, on the rulebook of the law, so that a new
 * system has something to show. Idempotency keys, references and accounts are fixed, and the times
 * are those of the first payments: a second call on the same system moves no money and opens no
 * case.
 * @throws when a complaint is refused
 */
export async function postSamples(settings: Settings, print: (line: string) => void): Promise<void> {
  const centre = new Centre(settings.centreUrl, settings.signInUrl, 'law');
  const stage = new Stage(settings.adminUrl);
  for (const story of STORIES) {
    const complaint = await story.setTheStage(stage, readExample(story.id));
    const headers = { 'idempotency-key': `sample-${story.id}` };
    const answer = await centre.post('hotline-2', '/v1/complaints', complaint, headers);
    if (answer.status !== 200 && answer.status !== 201) {
      throw new Error(`the sample complaint ${story.id} was refused: ${describe(answer)}`);
    }
    print(`sample complaint ${story.id}: case ${ComplaintAccepted.parse(answer.body).caseNo}`);
  }
}
