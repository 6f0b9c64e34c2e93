import { readFileSync } from 'node:fs';
import { subjectsOf, type SuspectContact } from '../../../src/domain/link/subject.js';
import { ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import { NOW, TH } from '../support.js';

/** Returns how the scammer contacted the victim, in an example complaint of the documents. */
function contactsIn(example: string): string[] {
  const { suspectContacts } = JSON.parse(readFileSync(`docs/examples/${example}.json`, 'utf8')) as {
    suspectContacts: SuspectContact[];
  };
  const from = { source: 'complaint' as const, id: example };
  return subjectsOf(
    {
      own: { accounts: [], phones: [], persons: [] },
      accounts: [],
      promptPays: [],
      contacts: suspectContacts.map((contact) => ({ ...contact, from })),
      persons: [],
    },
    ruleInForce(TH, 'P-LINK', NOW),
  ).map(({ kind, value }) => `${kind} ${value}`);
}

describe('the example complaints', () => {
  it('have two victims with one LINE id in common, and nothing else', () => {
    const [first, second] = [contactsIn('approved-freeze'), contactsIn('held-and-continued')];
    expect(first.filter((subject) => second.includes(subject))).toEqual(['line help.desk88']);
  });

  it('take no display name for a scammer', () => {
    expect(contactsIn('nobody-decided')).toEqual([]);
  });
});
