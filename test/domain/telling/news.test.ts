import type { HoldState } from '../../../src/domain/hold/hold.js';
import { type HoldSeen, newsOfChange, newsOfHold, reasonOfClosing } from '../../../src/domain/telling/news.js';
import { type News, newsText } from '../../../src/domain/telling/news-text.js';
import { reasonForOthers } from '../../../src/domain/telling/news.js';

const seen = (state: HoldState, heldSatang: bigint): HoldSeen => ({ state, heldSatang });

describe('the news of money that another authority takes of a hold', () => {
  it.each<[string, HoldSeen, HoldSeen, ReturnType<typeof newsOfChange>]>([
    [
      'with the first answer',
      seen('ordered', 0n),
      { ...seen('partly_held', 300n), seizedSatang: 200n },
      [
        { kind: 'held', amountSatang: 300n },
        { kind: 'seized', amountSatang: 200n, beside: true },
      ],
    ],
    [
      'while it runs, and nothing was let go',
      seen('held', 500n),
      { ...seen('held', 300n), seizedSatang: 200n },
      [{ kind: 'seized', amountSatang: 200n, beside: true }],
    ],
    [
      'while it runs, and some is gone beside',
      seen('held', 500n),
      { ...seen('held', 250n), seizedSatang: 200n },
      [
        { kind: 'reduced', amountSatang: 50n },
        { kind: 'seized', amountSatang: 200n, beside: true },
      ],
    ],
    [
      'and lets go again',
      { ...seen('held', 300n), seizedSatang: 200n },
      seen('held', 300n),
      [{ kind: 'released', amountSatang: 200n, beside: true }],
    ],
    [
      'is the end of the hold alone, where it stays',
      { ...seen('release_ordered', 300n), seizedSatang: 200n },
      { ...seen('released', 300n), seizedSatang: 200n },
      [{ kind: 'released', amountSatang: 300n }],
    ],
    [
      'is all of it in the end',
      { ...seen('held', 300n), seizedSatang: 200n },
      seen('seized', 500n),
      [{ kind: 'seized', amountSatang: 500n }],
    ],
  ])('%s', (_name, before, after, news) => {
    expect(newsOfChange(before, after)).toEqual(news);
  });
});

describe('which changes of a hold are news to the victim', () => {
  it.each<[string, HoldSeen, HoldSeen, ReturnType<typeof newsOfHold>]>([
    ['nobody answered', seen('ordered', 0n), seen('unconfirmed', 0n), null],
    ['held', seen('ordered', 0n), seen('held', 500n), { kind: 'held', amountSatang: 500n }],
    ['held in part', seen('unconfirmed', 0n), seen('partly_held', 200n), { kind: 'held', amountSatang: 200n }],
    ['the same, said again', seen('held', 500n), seen('held', 500n), null],
    ['more, found later', seen('partly_held', 200n), seen('held', 500n), { kind: 'held', amountSatang: 300n }],
    ['less, by an order', seen('held', 500n), seen('held', 100n), { kind: 'reduced', amountSatang: 400n }],
    ['no money', seen('ordered', 0n), seen('no_funds', 0n), { kind: 'nothing_found', amountSatang: 0n }],
    ['a refusal', seen('ordered', 0n), seen('refused', 0n), { kind: 'refused', amountSatang: 0n }],
    ['its release ordered', seen('held', 500n), seen('release_ordered', 500n), null],
    ['let go', seen('release_ordered', 500n), seen('released', 500n), { kind: 'released', amountSatang: 500n }],
    ['lapsed at the bank', seen('held', 500n), seen('released', 500n), { kind: 'released', amountSatang: 500n }],
    [
      'over, never confirmed',
      seen('release_ordered', 0n),
      seen('released', 0n),
      { kind: 'never_confirmed', amountSatang: 0n },
    ],
    ['seized', seen('held', 500n), seen('seized', 500n), { kind: 'seized', amountSatang: 500n }],
  ])('%s', (_name, before, after, news) => {
    expect(newsOfHold(before, after)).toEqual(news);
  });
});

describe('what the victim is told', () => {
  const bank = (name: string) => ({ th: `ธนาคาร${name}`, en: `${name} Bank` });
  const held = (name: string, amountSatang: bigint): News => ({
    kind: 'held',
    institution: bank(name),
    amountSatang,
    reason: null,
  });
  const STANDING = {
    caseNo: 'RG2569-0000003-3',
    stolenSatang: 10_000_000n,
    heldSatang: 3_000_000n,
    isClosed: false,
    isSumHidden: false,
    personCompares: false,
  };
  const tell = (...news: News[]) => newsText({ ...STANDING, isClosed: true, news });

  it('is one sentence for ten hops at one bank, with their sum', () => {
    const { en, th } = tell(...Array.from({ length: 10 }, () => held('One', 100_000n)), held('Two', 2_000_000n));
    expect(en.split('\n')).toEqual([
      'Case RG2569-0000003-3.',
      'One Bank has suspended 10,000.00 baht.',
      'Two Bank has suspended 20,000.00 baht.',
      'Suspended at this moment: 30,000.00 of 100,000.00 baht.',
      'If you have questions, call 1441.',
    ]);
    expect(th).toContain('ธนาคารOne ระงับเงินแล้ว 10,000.00 บาท');
  });

  it('says why money was let go, without data of the holder', () => {
    const released = (reason: string): News => ({
      kind: 'released',
      institution: bank('One'),
      amountSatang: 500n,
      reason,
    });
    expect(tell(released('EXPIRED')).en).toContain('One Bank has let 5.00 baht go: its time was over');
    for (const reason of ['APPEAL_UPHELD', 'UNRELATED', 'OFFICER_RELEASE', 'SUSPICION_UNFOUNDED'])
      expect(tell(released(reason)).en).toContain('an officer decided that it may not go on');
    expect(tell(released('EXPIRED'), released('EXPIRED')).en).toContain('let 10.00 baht go');
    expect(tell(released('EXPIRED'), released('WITHDRAWN')).en.split('\n')).toHaveLength(5);
  });

  it.each([
    ['WITHDRAWN', 'another report of this money, which was withdrawn; your own report was not.'],
    ['CORRECTED', 'another report of this money, which was corrected; your own report is unchanged.'],
    ['DEBIT_DENIED', 'another report of this money, which the bank denied; that is not what you reported.'],
    ['DEBIT_NOT_CONFIRMED', 'which the bank did not confirm in time; your own report has its own time.'],
    ['EXPIRED', 'its time was over and no order let it go on.'],
  ])('says of an end that another report brought, that it was not the own one: %s', (reason, words) => {
    const news = { kind: 'released' as const, institution: bank('One'), amountSatang: 500n };
    expect(tell({ ...news, reason: reasonForOthers(reason) }).en.split('\n')[1]).toContain(words);
  });

  it.each([
    ['NO_FUNDS', 'One Bank no longer suspends 5.00 baht: it reports that the money is no longer there.', 'ไม่มีเงินนั้น'],
    ['ACCOUNT_CLOSED', 'One Bank no longer suspends 5.00 baht: it reports that the account is closed.', 'บัญชีถูกปิดแล้ว'],
    ['NOT_FOUND', 'One Bank no longer suspends 5.00 baht: it reports that it does not find the account.', 'ไม่พบบัญชี'],
    [
      'LAPSED_EARLY',
      'One Bank has let 5.00 baht go: it ended the suspension before the time that was ordered.',
      'ก่อนครบกำหนดเวลา',
    ],
    [null, 'One Bank no longer suspends 5.00 baht: it reports that nothing is suspended any more.', 'ไม่ได้ระงับแล้ว'],
  ])('blames no officer for what the bank reports: %s', (reason, en, th) => {
    const text = tell({ kind: 'released', institution: bank('One'), amountSatang: 500n, reason });
    expect(text.en.split('\n')[1]).toBe(en);
    expect(text.th).toContain(th);
    expect([text.th, text.en].join()).not.toMatch(/officer|เจ้าหน้าที่/);
  });

  it('tells no sum where one would tell what a bank found, and how to get to hear it', () => {
    const news = (['held', 'reduced', 'released', 'seized', 'nothing_found'] as const).map((kind): News => ({
      kind,
      institution: bank('One'),
      amountSatang: 52_300n,
      reason: 'EXPIRED',
    }));
    const { th, en } = newsText({ ...STANDING, isSumHidden: true, news });
    expect(`${th} ${en}`).not.toMatch(/\d\.\d\d|null|บาท|baht/);
    expect(en).toContain('One Bank has suspended money.\nOne Bank has let part of it go.\n');
    expect(en).toContain('Please ask your bank to check the official number of the holder.');
    expect(th).toContain('โปรดติดต่อธนาคารของท่าน');
    const nothing = newsText({ ...STANDING, heldSatang: 0n, isSumHidden: true, news: [] });
    expect(nothing.en).toContain('Suspended at this moment: 0.00 of 100,000.00 baht.');
  });

  it('says that a person compares, and not that a case is closed that went on', () => {
    const closed: News = { kind: 'closed', institution: null, amountSatang: 0n, reason: 'DEBIT_DENIED' };
    const text = newsText({ ...STANDING, personCompares: true, news: [closed] });
    expect(text.en.split('\n')[1]).toContain('A person at the centre compares');
    expect(text.th.split('\n')[1]).toContain('เจ้าหน้าที่ของศูนย์กำลังตรวจสอบ');
    expect([text.th, text.en].join()).not.toMatch(/is closed|ปิดเรื่องแล้ว/);
  });

  it('distinguishes money that is gone from money that was let go, and says only once that nothing was found', () => {
    const of = (kind: News['kind'], reason: string): News => ({
      kind,
      reason,
      institution: bank('One'),
      amountSatang: 500n,
    });
    expect(tell(of('released', 'NO_FUNDS'), of('released', 'EXPIRED')).en.split('\n')).toHaveLength(5);
    expect(tell(of('released', 'NO_FUNDS'), of('released', 'NO_FUNDS')).en).toContain('no longer suspends 10.00 baht');
    expect(tell(of('nothing_found', 'NO_FUNDS'), of('nothing_found', 'NOT_FOUND')).en.split('\n')).toHaveLength(4);
  });

  it.each<News['kind']>([
    'held',
    'reduced',
    'nothing_found',
    'refused',
    'never_confirmed',
    'released',
    'seized',
    'closed',
  ])('has words for %s in both languages', (kind) => {
    const institution = kind === 'closed' ? null : bank('One');
    const { th, en } = tell({ kind, institution, amountSatang: 700n, reason: null });
    expect([th, en].map((text) => text.split('\n').length)).toEqual([4, 4]);
    expect([th, en].join()).not.toMatch(/undefined|null/);
  });
});

describe('a case that closed', () => {
  it.each<[string[], string | null]>([
    [['denied'], 'DEBIT_DENIED'],
    [['denied', 'denied'], 'DEBIT_DENIED'],
    [['denied', 'confirmed'], null],
    [['denied', 'unknown'], null],
    [['unknown'], null],
    [[], null],
  ])('with debits that are %j has the reason %s', (debits, reason) => {
    expect(reasonOfClosing(debits)).toBe(reason);
  });
});
