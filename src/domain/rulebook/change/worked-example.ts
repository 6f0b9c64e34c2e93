import { limitsOf, needsSecondPerson } from '../../sheet/sheet-row.js';
import { statementTimes } from '../../statement/statement-times.js';
import { instantWords } from '../../calendar/instant-words.js';
import type { Both } from '../../clock-words.js';
import { silentMs } from '../../break/unanswered.js';
import { mayCorrect } from '../../complaint/later/correction.js';
import { mayProposePapers } from '../../complaint/later/holder-papers.js';
import {
  isReporterLimitReached,
  limitsSince,
  searchesLeft,
  targetLimitReached,
} from '../../complaint/intake/order-limits.js';
import { isSmallClaim } from '../../complaint/intake/small-claim.js';
import { amountsOf, isNarrow, roughBounds } from '../../complaint/intake/told-roughly.js';
import { mayAskWithdrawal } from '../../complaint/later/withdrawal.js';
import { draftEnd } from '../../draft/draft.js';
import { approvalsNeeded } from '../../freeze-request/approvals-needed.js';
import type { FreezeRequestKind } from '../../freeze-request/freeze-request.js';
import { requestClocks } from '../../freeze-request/request-clocks.js';
import { limitWindowStart, requestLimitReached } from '../../freeze-request/request-limit.js';
import { warrantFault } from '../../freeze-request/warrant.js';
import { mayClaim } from '../../handling/work-claim.js';
import { reachesCentral } from '../../judgement/rules/beyond-station.js';
import { isRecentEnough } from '../../judgement/rules/recent-enough.js';
import type { LinkKind } from '../../link/subject.js';
import { isTooCommon } from '../../link/link-between-cases.js';
import { formatBaht, type Satang } from '../../money.js';
import {
  customerLimitReached,
  noticeLimitReached,
  noticeWindowStart,
  waitsForDebit,
} from '../../notice/notice-limit.js';
import { mayReveal } from '../../reveal/reveal-limit.js';
import { publicPeriod } from '../../statistics/public-statistics.js';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../../time.js';
import { type OnwardDebit, planNextHops, type StopReason, type TrailContext } from '../../trail/next-hops.js';
import { addDays, bangkokDate, englishDay, thaiDay } from '../../calendar/bangkok-day.js';
import { clockToleranceMs } from '../clock-tolerance.js';
import type { Rulebook } from '../in-force.js';
import type { RuleRow } from '../row.js';
import { withChangedRow } from './approve-change.js';
import type { ChangedRow } from './propose-change.js';

/*
 * What a change of a policy does, worked out on an example by the rule itself: the function that decides
 * in a case is asked where its answer turns, under the row of now and under the one that is proposed. So
 * no sentence beside a number can say "more than" where the rule says "as many as".
 */

/** What a parameter does under the row in force, and under the proposed one, in words with the example's values. */
export interface WorkedExample {
  name: string;
  now: Both;
  then: Both;
}

/** A row of a policy, in a rulebook where it is in force at `at`. */
interface Law {
  row: RuleRow;
  rulebook: Rulebook;
  at: Date;
}

type Example = (law: Law, name: string) => Both;

/** An account and persons of the examples; nobody's. */
const ACCOUNT = { institution: 'th-002', accountNo: '0000000000' };
const PERSON = { subject: 'example', roles: ['aoc_officer', 'hotline_operator'] as const };

/** Beyond this nothing is tried: the rule has no such limit. */
const MOST = 2 ** 52;

/** Returns the least number for which a rule that turns once says yes; null where it never does. */
function turnsAt(says: (value: number) => boolean): number | null {
  if (says(0)) return 0;
  let yes = 1;
  while (!says(yes)) {
    yes *= 2;
    if (yes > MOST) return null;
  }
  let no = Math.floor(yes / 2);
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (says(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

/** An example of a limit: which one of a kind is the first that is stopped, after so many before it. */
const firstStopped =
  (what: Both, then: Both, says: (before: number, law: Law) => boolean): Example =>
  (law) => {
    const before = turnsAt((count) => says(count, law));
    if (before === null) return { th: `${what.th}: ไม่มีจำนวนสูงสุด`, en: `${what.en}: no limit` };
    return { th: `${what.th} ครั้งที่ ${before + 1} ${then.th}`, en: `${what.en} no. ${before + 1} ${then.en}` };
  };

/** An example of a time: an instant that follows from what is done as the row begins. */
const instant =
  (before: Both, instantOf: (law: Law) => Date, behind: Both = { th: '', en: '' }): Example =>
  (law) => {
    const words = instantWords(instantOf(law));
    return { th: `${before.th} ${words.th}${behind.th}`, en: `${before.en} ${words.en}${behind.en}` };
  };

const baht = (satang: number | bigint): string => formatBaht(BigInt(satang));

const WAITS: Both = { th: 'คำสั่งรอธนาคารยืนยันการโอน', en: 'has its order wait for the bank' };
const REFUSED: Both = { th: 'ถูกปฏิเสธ', en: 'is refused' };
const SINCE: Both = { th: 'นับตั้งแต่', en: 'Counted since' };
const COUNTED_NOW: Both = { th: ' เมื่อแถวเริ่มใช้', en: ' as the row begins' };

const clocksOf = (kind: FreezeRequestKind) => ({
  remindMs: instant(
    { th: 'ขอเมื่อแถวเริ่มใช้ เตือน', en: 'Asked as the row begins: reminded' },
    (law) => requestClocks(kind, law.at, law.rulebook).remindAt,
  ),
  escalateMs: instant(
    { th: 'ขอเมื่อแถวเริ่มใช้ ขึ้นหัวหน้า', en: 'Asked as the row begins: escalated' },
    (law) => requestClocks(kind, law.at, law.rulebook).escalateAt,
  ),
});

const capsOf = (kind: 'break_glass' | 'continue_order') => ({
  maxPerTarget: firstStopped(
    { th: 'คำสั่งที่บัญชีเดียว', en: 'Order about one account' },
    REFUSED,
    (atTarget, law) =>
      requestLimitReached(
        kind,
        { atTarget, byPerson: 0, ownFailedThere: false },
        { rulebook: law.rulebook, now: law.at },
      ) !== null,
  ),
  maxPerPerson: firstStopped(
    { th: 'คำสั่งของคนเดียว', en: 'Order of one person' },
    REFUSED,
    (byPerson, law) =>
      requestLimitReached(
        kind,
        { atTarget: 0, byPerson, ownFailedThere: false },
        { rulebook: law.rulebook, now: law.at },
      ) !== null,
  ),
  limitHours: instant(SINCE, (law) => limitWindowStart(kind, law.rulebook, law.at), COUNTED_NOW),
});

/** A debit of an example, which goes on from an account that was credited as the row begins. */
function stopOf({ row, at }: Law, debit: Partial<OnwardDebit>, context: Partial<TrailContext> = {}): StopReason | null {
  const lot = 2n ** 60n;
  const [plan] = planNextHops(
    [{ transferId: 'example', account: ACCOUNT, amountSatang: lot, attributedSatang: lot, at, paidTo: null, ...debit }],
    {
      hop: 0,
      victimAccount: { institution: 'th-004', accountNo: '0000000001' },
      creditedAt: at,
      freeSatang: lot,
      powerReaches: true,
      accountsSoFar: { count: 0, known: new Set() },
      enrolled: new Set([ACCOUNT.institution]),
      alreadyFollowed: new Set(),
      ...context,
    },
    row,
  );
  return plan?.stopReason ?? null;
}

/** The length of a time as people count it: by days, else by hours, else by minutes. */
function length(ms: number): Both {
  const [count, th, en] =
    ms >= 2 * DAY_MS
      ? [ms / DAY_MS, 'วัน', 'days']
      : ms >= 2 * HOUR_MS
        ? [ms / HOUR_MS, 'ชั่วโมง', 'hours']
        : [ms / MINUTE_MS, 'นาที', 'minutes'];
  const shown = Math.round(count * 100) / 100;
  return { th: `${shown} ${th}`, en: `${shown} ${en}` };
}

const firstSum =
  (of: (from: string) => Both, says: (satang: number, law: Law) => boolean): Example =>
  (law) => {
    const from = turnsAt((satang) => says(satang, law));
    return from === null ? { th: 'ไม่มีจำนวนใด', en: 'No amount' } : of(baht(from));
  };

/** An amount that is told as "about", in satang. */
const ABOUT_SATANG = 2_000_000n;
/** So many victims, and so much that they lost, have the joint examples of P-ASSIGN. */
const [JOINT_VICTIMS, JOINT_SATANG] = [10, 1_000_000_000n];

const EXAMPLES: Readonly<Record<string, Readonly<Record<string, Example>>>> = {
  'P-LIMIT': {
    windowHours: instant(SINCE, (law) => limitsSince(law.row, law.at), COUNTED_NOW),
    maxPerNumber: firstStopped({ th: 'การแจ้งจากหมายเลขเดียว', en: 'Report from one number' }, WAITS, (byNumber, law) =>
      isReporterLimitReached({ byNumber, byPerson: -1 }, law.row),
    ),
    maxPerReporter: firstStopped({ th: 'การแจ้งของผู้แจ้งเดียว', en: 'Report of one holder' }, WAITS, (byPerson, law) =>
      isReporterLimitReached({ byNumber: -1, byPerson }, law.row),
    ),
    maxAtAccount: firstStopped(
      { th: 'การแจ้งถึงบัญชีเดียว', en: 'Report against one account' },
      WAITS,
      (atAccount, law) => targetLimitReached({ atAccount, atPerson: -1 }, law.row) !== null,
    ),
    maxAtPerson: firstStopped(
      { th: 'การแจ้งถึงบุคคลเดียว', en: 'Report against one suspect' },
      WAITS,
      (atPerson, law) => targetLimitReached({ atAccount: -1, atPerson }, law.row) !== null,
    ),
    maxSearches: firstStopped(
      { th: 'การค้นหารายการโอน', en: 'Search for a transfer' },
      { th: 'ไม่ถามธนาคาร', en: 'is not asked' },
      (before, law) => searchesLeft(before, 1, law.row) === 0,
    ),
    aboutPercent: ({ row }) => {
      const found = amountsOf({ aboutAmountSatang: ABOUT_SATANG.toString() }, roughBounds(row));
      if (found === undefined) return { th: 'ไม่ค้นหา', en: 'Not searched' };
      const [from, until] = [baht(found.from), baht(found.until)];
      return {
        th: `แจ้งว่าประมาณ ${baht(ABOUT_SATANG)} ค้นหา ${from} ถึง ${until} บาท`,
        en: `Told about ${baht(ABOUT_SATANG)}: searched from ${from} to ${until} baht`,
      };
    },
    aboutHours: ({ row, at }) => {
      const bounds = roughBounds(row);
      const tooLong =
        bounds &&
        turnsAt(
          (minutes) =>
            !isNarrow({ from: at.toISOString(), until: after(at, minutes * MINUTE_MS).toISOString() }, bounds),
        );
      if (tooLong === undefined || tooLong === null) return { th: 'ไม่ค้นหา', en: 'Not searched' };
      const longest = length((tooLong - 1) * MINUTE_MS);
      return {
        th: `ช่วงเวลา ${longest.th} ยังค้นหา ยาวกว่านั้นไม่ค้นหา`,
        en: `A time of ${longest.en} is searched, a longer one is not`,
      };
    },
  },
  'P-SMALL': {
    minAtAccountSatang: firstSum(
      (from) => ({
        th: `สั่งระงับเองตั้งแต่ ${from} บาทต่อบัญชี`,
        en: `Ordered without a person from ${from} baht at an account`,
      }),
      (satang, { rulebook, at }) =>
        !isSmallClaim(
          {
            transfers: [{ transferId: 'example', account: 'example', debit: 'unknown', claimedSatang: BigInt(satang) }],
          },
          'example',
          rulebook,
          at,
        ),
    ),
  },
  'P-WITHDRAW': {
    lapseMs: instant(
      { th: 'ขอถอนเมื่อแถวเริ่มใช้ ตกไป', en: 'Asked for as the row begins: lapses' },
      ({ rulebook, row, at }) => {
        const complaint = {
          receivedAt: after(at, -HOUR_MS),
          closedAt: null,
          withdrawnAt: null,
          hasRecordedNumber: true,
          isAsked: false,
          holdsForCustomer: false,
        };
        const asked = mayAskWithdrawal(complaint, at, askerOf(row), rulebook, at);
        return asked.ok ? asked.value.lapsesAt : at;
      },
    ),
  },
  'P-CORRECT': {
    lapseMs: instant(
      { th: 'ขอแก้ไขเมื่อแถวเริ่มใช้ ตกไป', en: 'Asked for as the row begins: lapses' },
      ({ rulebook, row, at }) => {
        const complaint = { receivedAt: after(at, -HOUR_MS), hasRecordedNumber: true, isAsked: false };
        const asked = mayCorrect(complaint, { changesOrders: true, calledBackAt: at }, askerOf(row), rulebook, at);
        return (asked.ok ? asked.value.lapsesAt : null) ?? at;
      },
    ),
  },
  'P-PAPERS': {
    lapseMs: instant(
      { th: 'เสนอเมื่อแถวเริ่มใช้ ตกไป', en: 'Proposed as the row begins: lapses' },
      ({ rulebook, row, at }) => {
        const file = {
          closedAt: null,
          withdrawnAt: null,
          holderReports: true,
          takenBy: [],
          isAsked: false,
          isKnown: false,
        };
        const proposed = mayProposePapers('belongs', file, askerOf(row), rulebook, at);
        return proposed.ok ? proposed.value.lapsesAt : at;
      },
    ),
  },
  'P-APP': {
    ...clocksOf('aoc_suspension'),
    expireMs: instant(
      { th: 'ขอเมื่อแถวเริ่มใช้ หมดอายุ', en: 'Asked as the row begins: expires' },
      (law) => requestClocks('aoc_suspension', law.at, law.rulebook).expiresAt,
    ),
    approvals: ({ row }, name) => {
      const [kind = ''] = name.split('.');
      const needed = approvalsNeeded({ kind: kind as FreezeRequestKind, bringsBack: null }, row);
      return needed === 0
        ? { th: 'ผู้ขอสั่งได้เอง', en: 'Who asks orders it alone' }
        : {
            th: `อีก ${needed} คนอนุมัติ`,
            en: `${needed} other person${needed === 1 ? '' : 's'} approve${needed === 1 ? 's' : ''} it`,
          };
    },
    warrantMaxAgeDays: ({ rulebook, at }) => {
      const dayOf = (days: number) => addDays(bangkokDate(at), -days);
      const isTooOld = (days: number) => {
        const issuedOn = dayOf(days);
        const number = `1/${Number(issuedOn.slice(0, 4)) + 543}`;
        return (
          warrantFault({ number, authority: 'Bangkok', issuedOn, documentSha256: 'example' }, rulebook, at) !== null
        );
      };
      const days = turnsAt(isTooOld);
      if (days === null || days === 0) return { th: 'ไม่มีหมายใดใช้ได้', en: 'No warrant counts' };
      const oldest = dayOf(days - 1);
      return {
        th: `หมายลงวันที่ ${thaiDay(oldest)} ยังใช้ได้ เก่ากว่านั้นไม่ได้`,
        en: `A warrant of ${englishDay(oldest)} still counts, an older one does not`,
      };
    },
  },
  'P-BACK': clocksOf('reinstatement'),
  'P-GLASS': { ...clocksOf('break_glass'), ...capsOf('break_glass') },
  'P-CONT': capsOf('continue_order'),
  'P-NOTICE': {
    limitHours: instant(SINCE, (law) => noticeWindowStart(law.rulebook, law.at), COUNTED_NOW),
    maxPerPerson: firstStopped(
      { th: 'รายการที่เจ้าหน้าที่คนเดียวแจ้ง', en: 'Transfer that one officer names' },
      REFUSED,
      (byPerson, law) =>
        noticeLimitReached([ACCOUNT], { byPerson, atAccounts: [] }, { rulebook: law.rulebook, now: law.at }) !== null,
    ),
    maxPerTarget: firstStopped(
      { th: 'รายการที่แจ้งถึงบัญชีเดียว', en: 'Transfer that officers name at one account' },
      REFUSED,
      (transfers, law) =>
        noticeLimitReached(
          [ACCOUNT],
          { byPerson: -1, atAccounts: [{ account: ACCOUNT, transfers }] },
          { rulebook: law.rulebook, now: law.at },
        ) !== null,
    ),
    maxUnconfirmed: firstStopped(
      { th: 'คำสั่งตามการแจ้งของสถาบันหนึ่ง', en: "Order on one institution's notices" },
      { th: 'รอการยืนยัน', en: 'waits for the debit' },
      (byInstitution, law) => waitsForDebit({ byInstitution, atAccount: -1 }, law.row),
    ),
    maxOfCustomers: firstStopped(
      { th: 'รายการที่ลูกค้าแจ้งธนาคารหนึ่ง', en: 'Transfer that customers told one bank' },
      REFUSED,
      (ofBank, law) => customerLimitReached([ACCOUNT], { ofBank, atAccounts: [], ofDebited: -1 }, law.row) !== null,
    ),
    maxPerDebited: firstStopped(
      { th: 'รายการจากบัญชีหนึ่งที่ลูกค้าแจ้ง', en: 'Transfer from one account that its customer told' },
      REFUSED,
      (ofDebited, law) => customerLimitReached([ACCOUNT], { ofBank: -1, atAccounts: [], ofDebited }, law.row) !== null,
    ),
  },
  'P-AGE': {
    automaticMaxMs: instant(
      { th: 'แจ้งเมื่อแถวเริ่มใช้ รายการตั้งแต่', en: 'Reported as the row begins: transfers from' },
      ({ row, at }) => {
        const tooOld = turnsAt((ms) => !isRecentEnough({ receivedAt: at }, { transferredAt: after(at, -ms) }, row));
        return after(at, -((tooOld ?? 1) - 1));
      },
      { th: ' สั่งระงับเอง', en: ' are ordered without a person' },
    ),
    futureToleranceMs: instant(
      { th: 'แจ้งเมื่อแถวเริ่มใช้ รับเวลาโอนถึง', en: 'Reported as the row begins: times are taken up to' },
      ({ rulebook, at }) => after(at, clockToleranceMs(rulebook, at)),
    ),
  },
  'P-WORK': {
    claimMs: instant(
      { th: 'รับทำเมื่อแถวเริ่มใช้ คนอื่นทำต่อได้', en: 'Claimed as the row begins: free for others' },
      ({ rulebook, at }) => {
        const claimed = mayClaim({ closedAt: null, claim: null }, PERSON, rulebook, at);
        return claimed.ok ? claimed.value.untilAt : at;
      },
    ),
  },
  'P-READ': {
    revealsPerHour: firstStopped(
      { th: 'การเปิดดูข้อมูลในหนึ่งชั่วโมง', en: 'Value that one person has shown in an hour' },
      REFUSED,
      (count, law) => !mayReveal(count, law.row).ok,
    ),
  },
  'P-DRAFT': {
    keepMs: instant(
      { th: 'ร่างที่บันทึกเมื่อแถวเริ่มใช้ ถูกลบ', en: 'A draft saved as the row begins: deleted' },
      ({ rulebook, at }) => draftEnd(rulebook, at).expiresAt,
    ),
  },
  'P-PUBLIC': {
    delayMs: ({ rulebook, at }) => {
      const first = bangkokDate(publicPeriod(rulebook, at).from);
      return {
        th: `เมื่อแถวเริ่มใช้ เผยแพร่เดือนที่เริ่ม ${thaiDay(first)}`,
        en: `As the row begins: the month from ${englishDay(first)} is published`,
      };
    },
  },
  'P-BREAK': {
    silentMs: instant(
      { th: 'สั่งปล่อยเมื่อแถวเริ่มใช้ เป็นข้อแตกต่าง', en: 'Release ordered as the row begins: a break' },
      ({ rulebook, at }) => after(at, silentMs(rulebook, at) ?? 0),
    ),
  },
  'P-STATEMENT': {
    everyMs: instant(
      { th: 'ถามเมื่อแถวเริ่มใช้ ถามข้อที่เปลี่ยนอีกครั้ง', en: 'Asked as the row begins: what changed is asked for again' },
      ({ rulebook, at }) => after(at, statementTimes(rulebook, at).everyMs),
    ),
    wholeMs: instant(
      { th: 'ถามทั้งหมดเมื่อแถวเริ่มใช้ ถามทั้งหมดอีกครั้ง', en: 'Asked for all as the row begins: all is asked for again' },
      ({ rulebook, at }) => after(at, statementTimes(rulebook, at).wholeMs),
    ),
    graceMs: instant(
      { th: 'เปลี่ยนเมื่อแถวเริ่มใช้ ต่างกันถือเป็นข้อแตกต่าง', en: 'Changed as the row begins: a difference counts from' },
      ({ rulebook, at }) => after(at, statementTimes(rulebook, at).graceMs),
    ),
  },
  'P-SHEET': {
    secondPersonFromSatang: firstSum(
      (from) => ({ th: `ต้องมีผู้ยืนยันคนที่สองตั้งแต่ ${from} บาท`, en: `A second person confirms from ${from} baht` }),
      (satang, { row }) => needsSecondPerson(BigInt(satang), limitsOf(row).secondPersonFromSatang),
    ),
    maxRows: firstStopped(
      { th: 'แถวที่กรอกในแฟ้ม', en: 'Filled row of a file' },
      REFUSED,
      (rows, { row }) => rows >= limitsOf(row).maxRows,
    ),
  },
  'P-ASSIGN': {
    ccibMinSatang: firstSum(
      (from) => ({ th: `ผู้เสียหาย 1 คน ตั้งแต่ ${from} บาท ไป บช.สอท.`, en: `One victim: from ${from} baht to CCIB` }),
      (satang, { row }) => reachesCentral({ stolenSatang: BigInt(satang), victims: 1 }, row),
    ),
    ccibMinVictims: ({ row }) => victimsFrom(0n, row),
    ccibJointMinSatang: firstSum(
      (from) => ({
        th: `ผู้เสียหาย ${JOINT_VICTIMS} คน ตั้งแต่ ${from} บาท ไป บช.สอท.`,
        en: `${JOINT_VICTIMS} victims: from ${from} baht to CCIB`,
      }),
      (satang, { row }) => reachesCentral({ stolenSatang: BigInt(satang), victims: JOINT_VICTIMS }, row),
    ),
    ccibJointMinVictims: ({ row }) => victimsFrom(JOINT_SATANG, row),
  },
  'P-LINK': {
    maxCases: (law, name) => {
      const kind = (name.split('.')[1] ?? '') as LinkKind;
      const tooMany = turnsAt((cases) => isTooCommon(kind, cases, law.row)) ?? 0;
      return {
        th: `${tooMany - 1} เรื่องยังเชื่อมกัน ${tooMany} เรื่องไม่เชื่อม`,
        en: `${tooMany - 1} cases are linked by it, ${tooMany} are not`,
      };
    },
  },
  'P-TRACE': {
    maxHops: firstStopped(
      { th: 'ทอด', en: 'Hop' },
      { th: 'ต้องมีคนสั่ง', en: 'waits for a person' },
      (hop, law) => stopOf(law, {}, { hop }) === 'too_deep',
    ),
    maxAccounts: firstStopped(
      { th: 'บัญชีของเงินก้อนหนึ่ง', en: 'Account of one sum' },
      { th: 'ต้องมีคนสั่ง', en: 'waits for a person' },
      (count, law) => stopOf(law, {}, { accountsSoFar: { count, known: new Set() } }) === 'too_many_accounts',
    ),
    minSatang: firstSum(
      (from) => ({ th: `ติดตามเองตั้งแต่ ${from} บาท`, en: `Followed without a person from ${from} baht` }),
      (satang, law) => stopOf(law, { attributedSatang: BigInt(satang) }) !== 'below_minimum',
    ),
    maxDebitAgeMs: (law) => {
      const tooLate = turnsAt((ms) => stopOf(law, { at: after(law.at, ms) }) === 'too_old');
      if (tooLate === null) return { th: 'ติดตามเองเสมอ', en: 'Always followed' };
      const last = length(tooLate - 1);
      return { th: `เงินที่ออกภายใน ${last.th} ติดตามเอง`, en: `Money that leaves within ${last.en} is followed` };
    },
  },
};

function victimsFrom(stolenSatang: Satang, row: RuleRow): Both {
  const victims = turnsAt((count) => reachesCentral({ stolenSatang, victims: count }, row));
  const lost = baht(stolenSatang);
  return victims === null
    ? { th: 'ไม่มีจำนวนใด', en: 'No number of victims' }
    : {
        th: `เสียหาย ${lost} บาท ตั้งแต่ ${victims} คน ไป บช.สอท.`,
        en: `A loss of ${lost} baht: from ${victims} victims to CCIB`,
      };
}

/** A person whom the row lets ask. */
function askerOf(row: RuleRow) {
  return { subject: PERSON.subject, roles: [row.parameters['request']].flat() as never };
}

function exampleOf(ruleId: string, name: string): Example | undefined {
  const ofRule = EXAMPLES[ruleId];
  const [first = '', last] = name.split('.');
  return ofRule?.[name] ?? (last === undefined ? undefined : (ofRule?.[last] ?? ofRule?.[first]));
}

/** Returns whether a parameter of a policy has a worked example. */
export function hasWorkedExample(ruleId: string, name: string): boolean {
  return exampleOf(ruleId, name) !== undefined;
}

/**
 * Returns a worked example for each parameter that a change gives another value, as far as a rule can be
 * asked about it alone: under the row that stands, and under the proposed one, as it begins.
 */
export function workedExamples({ base, row }: ChangedRow, rulebook: Rulebook): WorkedExample[] {
  const at = row.effectiveFrom;
  const before = { row: base, rulebook, at };
  const then = { row, rulebook: withChangedRow(rulebook, { base, row }), at };
  return Object.keys(row.parameters).flatMap((name) => {
    if (JSON.stringify(base.parameters[name]) === JSON.stringify(row.parameters[name])) return [];
    const example = exampleOf(base.ruleId, name);
    return example === undefined ? [] : [{ name, now: example(before, name), then: example(then, name) }];
  });
}
