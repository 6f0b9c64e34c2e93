import { TH } from '../../domain/support.js';
import * as supervisor from '../../../web/src/supervisor/words.js';
import { en as sharedEnglish } from '../../../web/src/text/en.js';
import { th as sharedThai } from '../../../web/src/text/th.js';

/** Every parameter of every policy that two persons may change. */
const PARAMETERS = TH.filter(({ kind }) => kind === 'policy').flatMap(({ ruleId, parameters }) =>
  Object.entries(parameters).map(([name, value]) => ({ rule: `${ruleId} ${name}`, name, value })),
);

const LANGUAGES = [
  ['Thai', supervisor.th.supervisor, sharedThai],
  ['English', supervisor.en.supervisor, sharedEnglish],
] as const;

describe.each(LANGUAGES)('the table in which a policy is changed, in %s', (_language, words, shared) => {
  it('names every parameter', () => {
    const isNamed = (name: string) => {
      const [one = '', other] = name.split('.');
      if (other === undefined) return one in words.parameter;
      if (one === 'maxCases') return other in words.subject;
      return (one in shared.requestKind || one in shared.holdKind) && other in words.roleAct;
    };
    expect(PARAMETERS.filter(({ name }) => !isNamed(name)).map(({ rule }) => rule)).toEqual([]);
  });

  it('says in plain words what every number does, with its value', () => {
    const effects: Readonly<Record<string, string>> = words.effect.of;
    const silent = PARAMETERS.filter(({ name, value }) => {
      if (typeof value !== 'number') return false;
      const [kind = '', act] = name.split('.');
      return (effects[act ?? kind] ?? effects[kind])?.includes('{{to}}') !== true;
    });
    expect(silent.map(({ rule }) => rule)).toEqual([]);
  });
});
