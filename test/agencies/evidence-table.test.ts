import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUESTION_BASIS } from '../../src/domain/evidence/question-basis.js';
import { AGENCIES } from '../../src/domain/party.js';
import { AGENCY_PROTOCOL } from '../../src/wire/agency/agency-protocol.js';

const TABLE = readFileSync(join(__dirname, '../../docs/EVIDENCE.md'), 'utf8').split('\n');
const COMMON = ['requestId', 'caseNo', 'legalBasis', 'purpose', 'answerBy'];

describe('docs/EVIDENCE.md', () => {
  it.each(AGENCIES)('describes the question to %s as it is sent: path, fields, basis and purpose', (agency) => {
    const { path, question, answer } = AGENCY_PROTOCOL[agency];
    const rows = TABLE.filter((line) => line.includes(`\`POST ${path}\``));
    expect(rows).toHaveLength(1);
    const cells = rows[0]?.split('|').map((cell) => cell.trim()) ?? [];
    const own = (fields: string[]) => fields.filter((field) => !COMMON.includes(field)).map((field) => `\`${field}\``);
    const [, , , sent = '', returned = '', basis, purpose] = cells;
    expect(own(Object.keys(question.shape)).filter((field) => !sent.includes(field))).toEqual([]);
    expect(own(Object.keys(answer.shape)).filter((field) => !returned.includes(field))).toEqual([]);
    expect(basis).toBe(QUESTION_BASIS[agency].ruleIds.join(', '));
    expect(purpose).toBe(QUESTION_BASIS[agency].purpose);
  });
});
