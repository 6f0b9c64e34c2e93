import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUESTION_BASIS } from '../../src/domain/evidence/question-basis.js';
import { AGENCIES } from '../../src/domain/party.js';
import { documentItems } from '../support/document-items.js';
import { AGENCY_PROTOCOL } from '../../src/wire/agency/agency-protocol.js';

const QUESTIONS = documentItems(
  readFileSync(join(__dirname, '../../docs/EVIDENCE.md'), 'utf8'),
  '# Evidence: what each agency is asked, and what its answer can turn',
);
const COMMON = ['requestId', 'caseNo', 'legalBasis', 'purpose', 'answerBy'];

describe('docs/EVIDENCE.md', () => {
  it.each(AGENCIES)('describes the question to %s as it is sent: path, fields, basis and purpose', (agency) => {
    const { path, question, answer } = AGENCY_PROTOCOL[agency];
    const asked = QUESTIONS.filter(({ says }) => says['question']?.includes(`\`POST ${path}\``));
    expect(asked).toHaveLength(1);
    const { 'fields sent': sent = '', 'fields returned': returned = '', ...why } = asked[0]?.says ?? {};
    const own = (fields: string[]) => fields.filter((field) => !COMMON.includes(field)).map((field) => `\`${field}\``);
    expect(own(Object.keys(question.shape)).filter((field) => !sent.includes(field))).toEqual([]);
    expect(own(Object.keys(answer.shape)).filter((field) => !returned.includes(field))).toEqual([]);
    expect(why['legal basis']).toBe(QUESTION_BASIS[agency].ruleIds.join(', '));
    expect(why['purpose']).toBe(QUESTION_BASIS[agency].purpose);
  });
});
