import { UnwillingAgencies } from './scenarios/agencies.js';
import { appeals } from './scenarios/appeals.js';
import { banks } from './scenarios/banks.js';
import { callbacks } from './scenarios/callbacks.js';
import { claims } from './scenarios/claims.js';
import { knownMule } from './scenarios/known-mule.js';
import { officers } from './scenarios/officers.js';
import { suspicions } from './scenarios/suspicions.js';
import { stories } from './scenarios/stories.js';
import { histories, logs, occurrences, personalData } from './support/personal-data.js';
import { SideBySide } from './support/side-by-side.js';

/**
 * Everything is real and runs at the same time on one system: dist/, PostgreSQL, Temporal, HTTP.
 */
describe('a running system', () => {
  const agencies = new UnwillingAgencies();
  const scenarios = new SideBySide((system) => agencies.ask(system));

  stories(scenarios);
  agencies.scenario(scenarios);
  banks(scenarios);
  claims(scenarios);
  knownMule(scenarios);
  officers(scenarios);
  callbacks(scenarios);
  appeals(scenarios);
  suspicions(scenarios);

  describe('after all scenarios', () => {
    it('has no personal data in its logs', async () => {
      const { system } = scenarios;
      const places = logs(system);
      expect([...places.keys()]).toEqual(
        expect.arrayContaining(['api.log', 'worker.log', 'keeper.log', 'postgres.log', 'temporal.log']),
      );
      expect(places.get('api.log')).toContain('/v1/complaints');
      expect(occurrences(await secrets(), places)).toEqual([]);
    });

    it('has no personal data in the histories of its workflows, encrypted or decrypted', async () => {
      const { stored, decoded } = await histories(scenarios.system);
      const complaint = [...stored.keys()].find((id) => id.startsWith('complaint-')) ?? '';
      const caseId = `"caseId":"${complaint.slice('complaint-'.length)}"`;
      expect(decoded.get(complaint)).toContain(caseId);
      expect(stored.get(complaint)).not.toContain(caseId);
      const texts = await secrets();
      expect(occurrences(texts, stored)).toEqual([]);
      expect(occurrences(texts, decoded)).toEqual([]);
    });

    /** Returns the personal data of all complaints. */
    async function secrets(): Promise<Set<string>> {
      const texts = await personalData(scenarios.system);
      expect(texts.size).toBeGreaterThan(50);
      expect(texts).toContain('Somying Test');
      return texts;
    }
  });
});
