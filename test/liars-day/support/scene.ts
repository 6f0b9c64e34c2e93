import { citizenIdCheckDigit } from '../../../src/domain/identifiers/citizen-id.js';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/time.js';
import type { AccountRef } from '../../../src/wire/common.js';
import type { Random } from '../../../simulator/world/random.js';
import type { Centre, Said } from './centre.js';
import type { Payment, Town } from './town.js';

/** When the phases of a day begin, from the first report on, ms. */
export const PHASES = {
  /** The true victims and the liars report, in any order. */
  reports: 0,
  /** What is not held moves on; hasty operators withdraw, and so do liars. */
  moves: 20 * MINUTE_MS,
  /** The last minutes of the urgent time of what no bank has confirmed (P-URG). */
  urgentTimeEnds: 55 * MINUTE_MS,
  /** It is over. */
  urgentTimeOver: 65 * MINUTE_MS,
  /** Forgetful banks answer again; victims call again; officers let go in haste. */
  secondCalls: 240 * MINUTE_MS,
  /** The last minutes of the 72 hours of who has made no complaint (VIC-7B). */
  beforeThreeDays: 72 * HOUR_MS - 6 * MINUTE_MS,
  /** 72 hours are over, and a complaint was made: nothing ends. */
  afterThreeDays: 74 * HOUR_MS,
  beforeSevenDays: 166 * HOUR_MS,
  /** The seven days from the first complaints are over (LIFT-7E); of second callers the last minutes begin. */
  afterSevenDays: 172 * HOUR_MS - 6 * MINUTE_MS,
  /** What an inquiry officer continued has ended too. */
  afterContinued: 264 * HOUR_MS,
} as const;
export type Phase = keyof typeof PHASES;

/** Something that somebody does. */
export type Act = () => Promise<void>;

/** Somebody on the telephone. */
export interface Voice {
  readonly name: string;
  readonly phone: string;
  readonly citizenId: string;
}

/** What a caller reports. */
export interface Told {
  readonly by: Voice;
  readonly from: AccountRef;
  readonly to: AccountRef;
  readonly amountSatang: bigint;
  readonly at: string;
  readonly reference: string;
  /** Whether the caller says that the account is his. */
  readonly isHolder?: boolean;
  /** For whom the caller speaks by law, and by which paper. */
  readonly speaksFor?: { readonly victim: Voice; readonly as: string; readonly document?: string };
}

/** The world of one day: its numbers, its telephone line, its banks, and the story of what happened. */
export class Scene {
  /** What happened, for who reads a failure. */
  readonly story: string[] = [];
  private voices = 0;
  private payments = 0;

  constructor(
    readonly seed: number,
    readonly index: number,
    readonly centre: Centre,
    readonly town: Town,
  ) {}

  /** An account of this day. Each kind of number is one person's. */
  account(institution: string, kind: number): AccountRef {
    return {
      institution,
      accountNo: `9${String(this.index).padStart(5, '0')}${String(kind).padStart(4, '0')}`,
    };
  }

  reference(): string {
    this.payments += 1;
    return `LD${String(this.index).padStart(5, '0')}${String(this.payments).padStart(5, '0')}`;
  }

  /** Somebody who calls, with a number and an id of his own. */
  voice(): Voice {
    this.voices += 1;
    const number = this.index * 1_000 + this.voices;
    const first12 = `9${String(number).padStart(11, '0')}`;
    return {
      name: `Somying Synthetic`,
      phone: `08${String(number).padStart(8, '0')}`,
      citizenId: `${first12}${citizenIdCheckDigit(first12)}`,
    };
  }

  minutesAgo(minutes: number): Date {
    return new Date(Date.now() - minutes * MINUTE_MS);
  }

  note(sentence: string, said?: Said): void {
    const code = said === undefined || said.status < 300 ? '' : ` (${said.status} ${String(said.body['code'])})`;
    this.story.push(sentence + code);
  }

  /** Books a payment, and writes it into the story. Returns when it was booked. */
  pay(payment: Payment): Promise<string> {
    const { from, to, amountSatang } = payment;
    this.note(`${from.accountNo} pays ${amountSatang} to ${to.accountNo}`);
    return this.town.pay(payment);
  }

  /** A caller reports to 1441. */
  tell({ by, from, to, amountSatang, at, reference, isHolder = true, speaksFor }: Told): Promise<Said> {
    const relation = isHolder || speaksFor !== undefined ? {} : { isVictim: false, relationToVictim: 'brother' };
    const authority = speaksFor && {
      actsFor: {
        as: speaksFor.as,
        ...(speaksFor.document !== undefined && { document: speaksFor.document, documentNo: `N-${this.index}` }),
      },
    };
    const holdsVictimAccount = isHolder && speaksFor === undefined;
    const body = {
      reporter: { name: by.name, phone: by.phone, holdsVictimAccount, ...relation, ...authority },
      victim: speaksFor?.victim ?? by,
      victimAccount: from,
      transfers: [{ to: { account: to }, amountSatang: amountSatang.toString(), transferredAt: at, reference }],
      channel: 'phone',
      noticeGivenAt: new Date(Date.now() - MINUTE_MS).toISOString(),
      caseType: 'call_centre',
      narrative: 'A caller made the victim transfer the money.',
      language: 'en',
    };
    const operator = { subject: `operator-${this.index}`, role: 'hotline_operator' };
    this.voices += 1;
    return this.centre.call(operator, 'POST', '/v1/complaints', body, `day-${this.seed}-${this.index}-${this.voices}`);
  }

  /** Withdraws by two persons, neither of whom took the complaint. Returns whether both may. */
  async withdraw(caseId: string): Promise<boolean> {
    const calledBackAt = new Date().toISOString();
    const asks = { reason: 'The caller says that it was a mistake.', identifiedBy: 'call_back', calledBackAt };
    const first = { subject: 'operator-hasty-1', role: 'hotline_operator' };
    const asked = await this.centre.call(first, 'POST', `/v1/complaints/${caseId}/withdrawal`, asks);
    if (asked.status !== 201) return false;
    const second = { subject: 'operator-hasty-2', role: 'hotline_operator' };
    const path = `/v1/withdrawals/${String(asked.body['id'])}/decisions`;
    const confirmed = await this.centre.call(second, 'POST', path, { verdict: 'confirm', reason: 'It was recorded.' });
    return confirmed.status === 201;
  }

  /** What a bank holds of accounts now, in satang. */
  async heldAt(...accounts: readonly AccountRef[]): Promise<bigint> {
    let heldSatang = 0n;
    for (const account of accounts) heldSatang += (await this.town.balance(account)).heldSatang;
    return heldSatang;
  }
}

/**
 * Somebody who comes to some days, on accounts of his own and by chances of his own, so that all else of a day stays
 * as it was. He knows what must be true in the end.
 */
export interface Actor {
  /** Opens accounts, and lets happen what happened before anybody called. */
  begin(): Promise<void>;
  /** What he does in a phase. */
  acts(phase: Phase): readonly Act[];
  /** What is wrong now, each as a sentence. */
  faults(phase: Phase): Promise<string[]>;
}

/** Makes an actor of a day; his chances are his own. */
export type Casting = (scene: Scene, random: Random) => Actor;
