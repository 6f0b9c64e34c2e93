import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  openEvaluator,
  type TokenEvaluator,
  type TokenPurpose,
  tokensOf,
  withTokens,
} from '../../simulator/agencies/person-tokens.js';
import { registerOf } from '../../simulator/agencies/dialects.js';
import { readAnswer } from '../../src/agencies/registry.js';
import { MULE, MULE_KEY, REQUEST_ID } from './support/agency-answers.js';

const SECRET = Buffer.alloc(32, 0xa3);
const EVALUATOR = openEvaluator(SECRET);
const refOf = (citizenId: string) => createHash('sha256').update(`key of the agencies ${citizenId}`).digest('hex');
const PERSON = refOf('9100000000017');
const LISTING = { account: MULE, list: 'HR-03-1', since: '2026-01-05T00:00:00Z' } as const;

async function keyOf(purpose: string, evaluator = EVALUATOR): Promise<TokenPurpose> {
  return { purpose, publicKey: await evaluator.publicKey(purpose) };
}

/** What AMLO answers about an account whose holder is listed. */
const answerOf = (fields: object = {}) => ({ requestId: REQUEST_ID, listings: [{ ...LISTING, ...fields }] });

async function tokenAt(agency: 'amlo' | 'nbtc' | 'bot', key: TokenPurpose): Promise<unknown> {
  const register = registerOf(agency);
  const sim = { number: '0890000001', registration: 'identified', suspended: false, personRef: PERSON };
  register.add(
    { amlo: { ...LISTING, personRef: PERSON }, nbtc: sim, bot: { account: MULE, colour: 'black', personRef: PERSON } }[
      agency
    ],
  );
  const about = agency === 'nbtc' ? { numbers: ['0890000001'] } : { accounts: [MULE] };
  const legalBasis = [{ ruleId: 'SHARE-85', section: '8/5(5)', instrument: 'a test' }];
  const header = { requestId: REQUEST_ID, caseNo: 'RG', legalBasis, purpose: 'a test' };
  const plain = register.answer({ ...header, answerBy: '2030-01-01T00:00:00Z', ...about });
  const answer = await withTokens(plain as Record<string, unknown>, key, EVALUATOR);
  const read = await readAnswer(agency, answer, key);
  expect(read?.tokenFault).toBeNull();
  const { hr03 = [], sims = [], colours = [] } = read?.facts ?? {};
  return [...hr03, ...sims, ...colours][0]?.personRef;
}

describe('tokens for persons', () => {
  // RFC 9497, A.3.2: P256-SHA256, VOPRF. Whoever writes an evaluator or an agency compares with the same figures.
  it('come from keys as the RFC derives them', async () => {
    expect(await EVALUATOR.publicKey('test key')).toBe(
      '03e17e70604bcabe198882c0a1f27a92441e774224ed9c702e51dd17038b102462',
    );
  });

  it('are the same for one person at three agencies, and others for another purpose or key', async () => {
    const key = await keyOf('case-links-1');
    const tokens = await Promise.all([tokenAt('amlo', key), tokenAt('nbtc', key), tokenAt('bot', key)]);
    expect(tokens[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(tokens).size).toBe(1);
    expect(await tokenAt('amlo', await keyOf('statistics-1'))).not.toBe(tokens[0]);
    const others = openEvaluator(Buffer.alloc(32, 1));
    const byOther = await tokensOf([PERSON], await keyOf('case-links-1', others), others);
    expect(byOther.tokens.get(PERSON)).not.toBe(tokens[0]);
    expect(tokens[0]).not.toBe(PERSON);
  });

  it('are asked for by points that show neither the person nor that it is the same one', async () => {
    const key = await keyOf('case-links-1');
    const seen: string[] = [];
    const watched: Pick<TokenEvaluator, 'evaluate'> = {
      evaluate: (purpose, blinded) => {
        seen.push(...blinded);
        return EVALUATOR.evaluate(purpose, blinded);
      },
    };
    const citizenIds = fc.stringMatching(/^9[0-9]{12}$/);
    await fc.assert(
      fc.asyncProperty(citizenIds, async (citizenId) => {
        const before = seen.length;
        const ref = refOf(citizenId);
        const first = await tokensOf([ref], key, watched);
        const again = await tokensOf([ref], key, watched);
        expect(again.tokens.get(ref)).toBe(first.tokens.get(ref));
        const points = seen.slice(before);
        expect(points).toHaveLength(2);
        for (const told of [...points, JSON.stringify(first.evaluated)]) {
          expect(told).not.toContain(citizenId);
          expect(told).not.toContain(ref);
          expect(told).not.toContain(first.tokens.get(ref));
        }
      }),
      { numRuns: 8 },
    );
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('cannot be made or tested by who has only what the centre is told', async () => {
    const key = await keyOf('case-links-1');
    const { tokens, evaluated } = await tokensOf([PERSON], key, EVALUATOR);
    const token = tokens.get(PERSON);
    // It guesses right, has every message, and asks nobody: it plays the old evaluation again, or makes one of its own.
    const replayed = tokensOf([PERSON], key, { evaluate: () => Promise.resolve(evaluated) });
    await expect(replayed).rejects.toThrow();
    const blindly = tokensOf([PERSON], key, {
      evaluate: (_purpose, blinded) => Promise.resolve({ ...evaluated, blinded }),
    });
    await expect(blindly).rejects.toThrow();
    const own = openEvaluator(
      createHash('sha256')
        .update(JSON.stringify([key, evaluated, token]))
        .digest(),
    );
    const guess = await tokensOf([PERSON], await keyOf('case-links-1', own), own);
    expect(guess.tokens.get(PERSON)).not.toBe(token);
  });

  const flipped = (proof: string) => `${proof.slice(0, -1)}${proof.endsWith('0') ? '1' : '0'}`;
  const two = async () => {
    const key = await keyOf('case-links-1');
    const refs = [PERSON, refOf('9100000000025')];
    return { key, ...(await tokensOf(refs, key, EVALUATOR)) };
  };

  it.each<[string, (made: Awaited<ReturnType<typeof two>>) => object | undefined, string]>([
    ['no proof', () => undefined, 'NO_PROOF'],
    ['a proof with another bit', ({ evaluated }) => ({ ...evaluated, proof: flipped(evaluated.proof) }), 'WRONG_PROOF'],
    [
      'evaluated points of other persons',
      ({ evaluated }) => ({ ...evaluated, evaluated: evaluated.evaluated.toReversed() }),
      'WRONG_PROOF',
    ],
    [
      'fewer evaluated points than blinded ones',
      ({ evaluated }) => ({ ...evaluated, evaluated: evaluated.evaluated.slice(1) }),
      'WRONG_PROOF',
    ],
    [
      'what is no point',
      ({ evaluated }) => ({ ...evaluated, blinded: evaluated.blinded.map(() => `02${'f'.repeat(64)}`) }),
      'WRONG_PROOF',
    ],
  ])('count for nothing with %s; what else the agency says stands', async (_name, change, code) => {
    const made = await two();
    const tokenEvaluation = change(made);
    const answer = { ...answerOf({ personRef: made.tokens.get(PERSON) }), ...(tokenEvaluation && { tokenEvaluation }) };
    const { account: _, ...listing } = LISTING;
    expect(await readAnswer('amlo', answer, made.key)).toEqual({
      facts: { hr03: [{ ...listing, account: MULE_KEY }] },
      tokenFault: code,
    });
  });

  it('count for nothing under the key of another purpose, for more persons than were evaluated, or unasked', async () => {
    const { key, tokens, evaluated } = await two();
    const answer = { ...answerOf({ personRef: tokens.get(PERSON) }), tokenEvaluation: evaluated };
    expect((await readAnswer('amlo', answer, key))?.tokenFault).toBeNull();
    expect((await readAnswer('amlo', answer, await keyOf('case-links-2')))?.tokenFault).toBe('WRONG_PROOF');
    expect((await readAnswer('amlo', answer, null))?.tokenFault).toBe('NOT_ASKED');
    const listings = ['a', 'b', 'c'].map((digit) => ({ ...LISTING, personRef: digit.repeat(64) }));
    const more = { requestId: REQUEST_ID, listings, tokenEvaluation: evaluated };
    expect((await readAnswer('amlo', more, key))?.tokenFault).toBe('NO_PROOF');
    expect(await readAnswer('amlo', answerOf({ personRef: PERSON }), null)).toMatchObject({
      facts: { hr03: [{ personRef: PERSON }] },
      tokenFault: null,
    });
  });

  it('are left out by an agency that gets no proof, or a wrong one', async () => {
    const key = await keyOf('case-links-1');
    const liar = openEvaluator(Buffer.alloc(32, 7));
    for (const evaluator of [null, liar]) {
      const answer = await withTokens(answerOf({ personRef: PERSON }), key, evaluator);
      expect(answer).toEqual(answerOf());
    }
  });
});
