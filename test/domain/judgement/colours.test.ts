import { treatmentOf } from '../../../src/domain/judgement/colour-treatment.js';
import { judgeCase } from '../../../src/domain/judgement/judge.js';
import type { MuleColour } from '../../../src/domain/judgement/facts.js';
import type { RuleRow } from '../../../src/domain/rulebook/row.js';
import { NO_ANSWER, NOW, TH, caseFacts, cleanAccount, known } from '../support.js';

const at = (text: string) => new Date(`${text}+07:00`);

function findings(colour: MuleColour, now = NOW, over: Parameters<typeof cleanAccount>[0] = {}) {
  const accounts = [cleanAccount({ colour: known(colour, 'E-bot'), ...over })];
  return judgeCase(caseFacts({ accounts }), TH, now);
}

describe('how banks treat an account', () => {
  it.each<[MuleColour, string, string, string, string]>([
    ['black', 'P-BLACK', 'whole_person', 'barred', 'barred'],
    ['dark_grey', 'P-DARK-GREY', 'whole_person', 'barred', 'electronic_barred'],
    ['light_grey', 'P-LIGHT-GREY', 'account', 'barred', 'allowed'],
    ['dark_brown', 'P-DARK-BROWN', 'account', 'barred', 'electronic_barred'],
    ['light_brown', 'P-LIGHT-BROWN', 'account', 'barred', 'electronic_barred'],
  ])('that is %s: %s', (colour, ruleId, reach, transfersIn, transfersOut) => {
    const treatment = treatmentOf(colour, TH, NOW);
    expect(treatment).toMatchObject({ colour, rule: { ruleId }, reach, transfersIn, transfersOut });
    expect(treatment?.text.th).toMatch(/[\u0E00-\u0E7F].*(ทั้งบุคคล|เฉพาะบัญชี)/);
    expect(treatment?.text.en).toMatch(/since \d{1,2} [A-Z][a-z]+ \d{4}/);
  });

  it('has no treatment without a colour, or before the colour had a treatment', () => {
    expect(treatmentOf('none', TH, NOW)).toBeNull();
    expect(treatmentOf('light_grey', TH, at('2025-02-28T23:59:59'))).toBeNull();
    expect(treatmentOf('light_grey', TH, at('2025-03-01T00:00:00'))).not.toBeNull();
  });

  it('changes with its row: transfers to dark grey are barred since 31 January 2568', () => {
    expect(treatmentOf('dark_grey', TH, at('2025-01-30T23:59:59'))?.transfersIn).toBe('allowed');
    expect(treatmentOf('dark_grey', TH, at('2025-01-31T00:00:00'))?.transfersIn).toBe('barred');
  });

  it('throws when the row has a value that no bank could follow', () => {
    const broken = TH.map((row): RuleRow => {
      const parameters = { ...row.parameters, transfersIn: 'sometimes' };
      return row.ruleId === 'P-BLACK' ? { ...row, parameters } : row;
    });
    expect(() => treatmentOf('black', broken, NOW)).toThrow('unknown transfersIn');
  });
});

describe('a finding of a colour', () => {
  it('names colour, treatment and evidence of a coloured account, for its own rule only', () => {
    const found = findings('dark_grey').filter(({ ruleId }) => /^P-(BLACK|.*(GREY|BROWN))$/.test(ruleId));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      ruleId: 'P-DARK-GREY',
      ruleRowId: 'th/P-DARK-GREY/2025-01-31',
      subjectKind: 'account',
      subject: 'th-014:9000000001',
      outcome: 'met',
      evidenceIds: ['E-bot'],
    });
    expect(found[0]?.reasons.map(({ en }) => en).join(' ')).toMatch(
      /as dark grey.*since 31 January 2025.*whole person/,
    );
  });

  it('does not exist without a colour, nor while nobody answered', () => {
    const colours = (found: ReturnType<typeof findings>) => found.filter(({ ruleId }) => ruleId === 'P-BLACK').length;
    expect(colours(findings('none'))).toBe(0);
    expect(colours(findings('none', NOW, { colour: NO_ANSWER }))).toBe(0);
    expect(colours(findings('black'))).toBe(1);
  });

  it('depends on the time: the same answer, before and after the colour had a treatment', () => {
    const rules = (now: Date) => findings('light_grey', now).map(({ ruleId }) => ruleId);
    expect(rules(at('2025-02-28T12:00:00'))).not.toContain('P-LIGHT-GREY');
    expect(rules(at('2025-03-01T12:00:00'))).toContain('P-LIGHT-GREY');
  });

  it('lets LIST-42 ask about the holder when the colour reaches the whole person, without answering it', () => {
    const listing = (colour: MuleColour) =>
      findings(colour, NOW, { debit: 'unknown' }).filter(({ ruleId }) => ruleId === 'LIST-42');
    expect(listing('dark_grey')).toMatchObject([{ outcome: 'unknown', missing: ['centre.listing_criteria'] }]);
    expect(listing('dark_grey')[0]?.reasons).toHaveLength(2);
    expect(listing('light_grey')).toEqual([]);
  });

  it('does not exist for a row that names no condition', () => {
    const plain = TH.map((row) => (row.ruleId === 'P-BLACK' ? { ...row, condition: 'none' } : row));
    const accounts = [cleanAccount({ colour: known('black', 'E-bot') })];
    expect(judgeCase(caseFacts({ accounts }), plain, NOW).map(({ ruleId }) => ruleId)).not.toContain('P-BLACK');
  });
});
