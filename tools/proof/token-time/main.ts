import { openEvaluator, type TokenEvaluator, tokensOf } from '../../../simulator/agencies/person-tokens.js';
import { isEvaluatedWith } from '../../../src/agencies/person-tokens/check-evaluation.js';

const PURPOSE = 'case-links-1';
/** How many persons an answer names, and how often each is measured. */
const ANSWERS = [
  { persons: 1, times: 20 },
  { persons: 10, times: 6 },
  { persons: 100, times: 2 },
] as const;

/**
 * Prints how many milliseconds a person who is named by a token costs each party, as JSON, by how
 * many persons an answer names: the agency (blinding, proof, taking the blinding off), the evaluator, and the centre (proof).
 */
async function main(): Promise<void> {
  const evaluator = openEvaluator(Buffer.alloc(32, 1));
  const publicKey = await evaluator.publicKey(PURPOSE);
  const figures: object[] = [];
  for (const { persons, times } of ANSWERS) {
    let [whole, evaluating, checking] = [0, 0, 0];
    const watched: Pick<TokenEvaluator, 'evaluate'> = {
      evaluate: async (purpose, blinded) => {
        const begun = performance.now();
        const made = await evaluator.evaluate(purpose, blinded);
        evaluating += performance.now() - begun;
        return made;
      },
    };
    for (let time = 0; time < times; time += 1) {
      const refs = Array.from({ length: persons }, (_, place) => `person ${time} ${place}`);
      const begun = performance.now();
      const { evaluated } = await tokensOf(refs, { purpose: PURPOSE, publicKey }, watched);
      const made = performance.now();
      const { blinded, proof } = evaluated;
      const answer = { blinded: [...blinded], evaluated: [...evaluated.evaluated], proof };
      if (!(await isEvaluatedWith(publicKey, answer))) throw new Error('the proof does not hold');
      whole += made - begun;
      checking += performance.now() - made;
    }
    const perPerson = (ms: number): number => Math.round((ms / times / persons) * 10) / 10;
    const [agencyMs, evaluatorMs, centreMs] = [whole - evaluating, evaluating, checking].map(perPerson);
    figures.push({ persons, agencyMs, evaluatorMs, centreMs });
  }
  console.log(JSON.stringify({ perPerson: figures }, null, 2));
}

void main();
