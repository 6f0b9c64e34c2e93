import { bangkokDate, bangkokMidnight, readDay } from '../../../src/domain/calendar/bangkok-day.js';
import { reportedBy, SPEAKERS } from '../../../src/domain/complaint/intake/who-reports.js';
import { orderExpiry } from '../../../src/domain/hold/order/expiry.js';
import type { HoldKind } from '../../../src/domain/hold/hold.js';
import { dutiesOf } from '../../../src/domain/judgement/duties/duties-of.js';
import type { DutyFacts } from '../../../src/domain/judgement/duties/duty-facts.js';
import type { AccountFacts, CaseFacts, Known, MuleColour, NoticeFacts } from '../../../src/domain/judgement/facts.js';
import { judgeCase } from '../../../src/domain/judgement/judge.js';
import type { Rulebook } from '../../../src/domain/rulebook/in-force.js';
import { DAY_MS, MINUTE_MS } from '../../../src/domain/time.js';
import { TH, caseFacts, cleanAccount, clockSince, known, numberFacts, transferFacts } from '../../domain/support.js';

/**
 * Makes a worked example of the law a test. Each line is a fact that becomes known, with the
 * Bangkok day in the Buddhist era; a line that ends in `?` is a question of an officer at that
 * instant. `answers` are the answers in order. `rulebook` is the law in force unless another is
 * given.
 */
export function lawExample(name: string, shows: string, story: string, answers: string, rulebook: Rulebook = TH): void {
  it(`${name}: ${shows}`, () => {
    const stage = new LawStage(rulebook);
    const given = lines(story).flatMap((line) => stage.read(line));
    expect(given).toEqual(lines(answers));
  });
}

const LINE = /^(\d{1,2}) (\w{3}) (\d{4}) (\d\d):(\d\d) (.+)$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const NOT_SUSPENDED = {
  noticeId: 'N1',
  account: 'th-014:9000000001',
  institution: 'th-014',
  result: null,
  resultAt: null,
  suspendedAt: null,
  liftedAt: null,
};
const UNANSWERED = { known: false, why: 'no_answer' } as const;

/**
 * The facts of a case with one transfer to one account. No agency has answered anything until a
 * line says so.
 */
class LawStage {
  private facts: CaseFacts = caseFacts({
    simEvidence: UNANSWERED,
    walletEvidence: UNANSWERED,
    numbers: [numberFacts({ sim: UNANSWERED, listed: UNANSWERED })],
  });
  private account: AccountFacts = cleanAccount({
    debit: 'unknown',
    hr03: UNANSWERED,
    colour: UNANSWERED,
    acceptedComplaint: UNANSWERED,
    specialCase: UNANSWERED,
    passThroughMinutes: UNANSWERED,
  });
  private notice: NoticeFacts | undefined;
  private hold: { kind: HoldKind; issuedAt: Date; until: Date | null } | undefined;

  constructor(private readonly rulebook: Rulebook) {}

  /** Returns the answer to a question, and nothing for a fact. */
  read(line: string): string[] {
    const [, day = '', month = '', year = '', hour = '', minute = '', text = ''] = LINE.exec(line) ?? unreadable(line);
    const at = instant(`${day} ${month} ${year}`, Number(hour) * 60 + Number(minute), line);
    if (text.endsWith('?')) return [`${when(at)} ${this.answer(text.slice(0, -1), at)}`];
    this.happen(text, at);
    return [];
  }

  private happen(text: string, at: Date): void {
    const earlier = /^police complaint of (\S+ \S+ \S+) (\d\d):(\d\d)$/.exec(text);
    if (earlier !== null) {
      const [, day = '', hour = '', minute = ''] = earlier;
      this.facts = { ...this.facts, statementAt: instant(day, Number(hour) * 60 + Number(minute), text) };
      return;
    }
    const [subject = '', said = ''] = text.split(': ');
    const answer = <T>(value: T): Known<T> => known(value, `E-${subject}`);
    switch (subject) {
      case 'the holder reports':
      case 'a relative reports':
      case 'the victim reports, who does not hold the account':
        this.facts = {
          ...this.facts,
          receivedAt: at,
          ...reportedBy(
            {
              holdsVictimAccount: subject === 'the holder reports',
              isVictim: subject !== 'a relative reports',
            },
            SPEAKERS,
          ),
        };
        this.facts = { ...this.facts, transfers: [transferFacts({ transferredAt: at, debit: 'unknown' })] };
        return;
      case 'police statement':
        this.facts = { ...this.facts, statementAt: at };
        return;
      case 'debit':
        return this.debit(said as AccountFacts['debit']);
      case 'AMLO':
        return this.learn({ hr03: answer(said as 'HR-03-1' | 'HR-03-2' | 'none') });
      case 'registry':
        return this.learn({ colour: answer(said.replace(' ', '_') as MuleColour) });
      case 'police':
        return this.learn({ acceptedComplaint: answer(said === 'an accepted complaint') });
      case 'bank':
        return this.learn({ passThroughMinutes: answer(said === 'not passed on' ? null : Number.parseInt(said, 10)) });
      case 'other victims':
        return this.learn({ otherVictims: Number(said) });
      case 'NBTC':
        this.facts = { ...this.facts, simEvidence: answer(said === 'registered to nobody identifiable') };
        return;
      case 'SEC':
        this.facts = { ...this.facts, walletEvidence: answer(said === 'flagged wallet') };
        return;
      case 'hold ordered':
        return this.order(said, at);
      case "officer's notice":
      case "bank's own suspicion":
        this.notice = {
          ...NOT_SUSPENDED,
          by: subject.startsWith('officer') ? 'officer' : 'institution',
          notedAt: at,
        };
        return;
      case 'the bank suspends':
        return this.learnOfNotice({ suspendedAt: at });
      case 'officer finds':
        return this.learnOfNotice({ result: said === 'unfounded' ? 'unfounded' : 'lawful_action', resultAt: at });
      case 'the bank lifts':
        return this.learnOfNotice({ liftedAt: at });
      default:
        unreadable(text);
    }
  }

  private learn(news: Partial<AccountFacts>): void {
    this.account = { ...this.account, ...news };
  }

  private learnOfNotice(news: Partial<NoticeFacts>): void {
    this.notice = { ...(this.notice ?? unreadable('nothing is suspected')), ...news };
  }

  private debit(debit: AccountFacts['debit']): void {
    this.learn({ debit });
    this.facts = { ...this.facts, transfers: this.facts.transfers.map((transfer) => ({ ...transfer, debit })) };
  }

  private order(said: string, at: Date): void {
    const [kind = '', until] = said.split(' until ');
    const date = until === undefined ? null : instant(until, 0, said);
    this.hold = { kind: kind as HoldKind, issuedAt: at, until: date };
  }

  private answer(question: string, now: Date): string {
    if (question === 'hold ends') return `hold ends ${this.expiry(now)}`;
    const duty = /^duty of (\S+)$/.exec(question)?.[1];
    if (duty !== undefined) return `${duty} ${this.duty(duty, now)}`;
    return this.finding(question, now);
  }

  private finding(ruleId: string, now: Date): string {
    const facts = { ...this.facts, accounts: [this.account] };
    const [found] = judgeCase(facts, this.rulebook, now).filter((finding) => finding.ruleId === ruleId);
    if (found === undefined) return `${ruleId} not in force`;
    const missing = found.missing.length === 0 ? '' : `, missing ${found.missing.join(', ')}`;
    return `${ruleId} ${found.outcome.replace('_', ' ')}${found.outcome === 'unknown' ? missing : ''}`;
  }

  private expiry(now: Date): string {
    const hold = this.hold ?? unreadable('nothing is held');
    const { expiresAt, rule } = orderExpiry(
      {
        ...hold,
        section6: { rule: 'BANK-6A', notifiedAt: hold.issuedAt, officerNotifiedAt: hold.issuedAt },
        debitConfirmed: this.account.debit === 'confirmed',
        complaint: this.facts.holderReports ? clockSince(this.facts.receivedAt, this.facts.statementAt) : null,
      },
      this.rulebook,
      now,
    );
    return `${when(expiresAt)} by ${rule.ruleId}`;
  }

  private duty(ruleId: string, now: Date): string {
    const findings = judgeCase({ ...this.facts, accounts: [this.account] }, this.rulebook, now);
    const [duty] = dutiesOf(findings, this.dutyFacts(now), { rulebook: this.rulebook, now }).filter(
      ({ ruleId: dutyRuleId }) => dutyRuleId === ruleId,
    );
    if (duty === undefined) return 'owed by nobody';
    const due = duty.dueAt === null ? 'no time stated' : `due ${when(duty.dueAt)}`;
    return `owed by ${duty.owedBy}: ${duty.state}, ${due}`;
  }

  private dutyFacts(now: Date): DutyFacts {
    const { caseId, receivedAt, victimReports, holderReports, statementAt, withdrawnAt } = this.facts;
    const hold = this.hold;
    return {
      caseId,
      receivedAt,
      noticedByPhone: true,
      victimReports,
      holderReports,
      statementAt,
      statementNotedAt: statementAt,
      withdrawnAt,
      judgedAt: now,
      recordOfNoticeAt: receivedAt,
      officerDecidedAt: null,
      telecomNoticeAt: null,
      telecomLiftAt: null,
      listings: [],
      holds:
        hold === undefined
          ? []
          : [
              {
                holdId: 'H1',
                institution: 'th-014',
                account: this.account.account,
                kind: hold.kind,
                orders: [{ issuedAt: hold.issuedAt, answeredAt: hold.issuedAt }],
                placedAt: hold.issuedAt,
                expiresAt: new Date(hold.issuedAt.getTime() + 30 * DAY_MS),
                holderNotifiedAt: null,
                reviewedAt: [],
                releaseOrderedAt: null,
                endedAt: null,
                releasedAt: null,
                releaseNotifiedAt: null,
              },
            ],
      debitQuestions: [],
      disclosures: [],
      notices: this.notice === undefined ? [] : [this.notice],
      news: [],
      appeals: [],
    };
  }
}

function instant(day: string, minutes: number, line: string): Date {
  const [date = '', month = '', year = ''] = day.split(' ');
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  const read = readDay(`${year}-${number}-${date.padStart(2, '0')}`) ?? unreadable(line);
  return new Date(bangkokMidnight(read).getTime() + minutes * MINUTE_MS);
}

function when(at: Date): string {
  const [year = '', month = '', date = ''] = bangkokDate(at).split('-');
  const minutes = (at.getTime() - bangkokMidnight(bangkokDate(at)).getTime()) / MINUTE_MS;
  const clock = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${Number(year) + 543} ${clock}`;
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function unreadable(line: string): never {
  throw new Error(`cannot read: ${line}`);
}
