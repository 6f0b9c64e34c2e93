import { randomInt } from 'node:crypto';
import type { DayAccount, DayScript, ListingStep, PaymentStep } from '../../../simulator/day/script.js';
import type { Stage } from '../../../simulator/stories/stage.js';
import type { AccountRef } from '../../../src/wire/common.js';

/** A payment that was really made. */
export interface MadePayment {
  readonly reference: string;
  /** RFC 3339. */
  readonly at: string;
}

type Behaviour = Parameters<Stage['behave']>[0];

const COLOURS = ['none', 'light_brown', 'dark_brown', 'light_grey', 'dark_grey', 'black'] as const;
/** As which the paying institution reports each way of the country. */
const CHANNELS = {
  promptpay: 'promptpay',
  qr: 'promptpay',
  transfer: 'interbank',
  payroll: 'interbank',
  cash: 'atm',
  card: 'card',
  crypto: 'other',
} as const satisfies Record<PaymentStep['rail'], string>;
const OPENED_AT_A_TIME = 16;
/** An account that is listed was listed long before the day. */
const SINCE = '2026-05-04T03:00:00Z';

/**
 * The country's institutions and agencies, through the simulator's admin listener. It gives each
 * account of a script a number that no earlier day on this system had.
 */
export class Outside {
  private readonly run = randomInt(10_000, 100_000);
  private readonly accounts: ReadonlyMap<string, { readonly account: DayAccount; readonly ref: AccountRef }>;
  private readonly payments = new Map<number, Promise<MadePayment | undefined>>();

  constructor(
    private readonly stage: Stage,
    script: DayScript,
  ) {
    this.accounts = new Map(
      script.accounts.map((account, index) => [account.key, { account, ref: this.refOf(account.institution, index) }]),
    );
  }

  /** The number of an account, as everybody outside writes it. */
  ref(key: string): AccountRef {
    return this.known(key).ref;
  }

  /** Returns what is true of the account that a payment reached, by the payment's reference. */
  holderOf(key: string): DayAccount['holder'] {
    return this.known(key).account.holder;
  }

  /** Returns what is true of an account by its institution and its last four digits, if the day has it. */
  holderOfMasked(institution: string, lastFour: string): DayAccount['holder'] | undefined {
    for (const { account, ref } of this.accounts.values())
      if (ref.institution === institution && ref.accountNo.endsWith(lastFour)) return account.holder;
    return undefined;
  }

  /** A telephone number of a gang, which belongs to this day alone. */
  numberOfGang(gang: number): string {
    return `06${this.run}${String(gang).padStart(3, '0')}`;
  }

  /** A telephone number of a victim, which belongs to this day alone. */
  numberOfVictim(complaint: number): string {
    return `08${this.run.toString().slice(-4)}${String(complaint).padStart(4, '0')}`;
  }

  /** Opens every account with its money. */
  async open(): Promise<void> {
    const left = [...this.accounts.values()];
    const lane = async (): Promise<void> => {
      for (let next = left.pop(); next !== undefined; next = left.pop()) {
        const { account, ref } = next;
        const holderKind = account.holder === 'merchant' ? 'merchant' : 'person';
        const openedAt = new Date(account.openedAt).toISOString();
        const simOwner = account.simOwner ?? undefined;
        await this.stage.openAccount(ref, {
          holderKind,
          openingSatang: String(account.openingSatang),
          openedAt,
          simOwner,
        });
      }
    };
    await Promise.all(Array.from({ length: OPENED_AT_A_TIME }, lane));
  }

  /**
   * Makes a payment now. Returns undefined when it could not be made: the money that it would carry
   * on never came, or a hold keeps it.
   */
  pay(step: PaymentStep): Promise<MadePayment | undefined> {
    const made = this.payNow(step);
    this.payments.set(step.id, made);
    return made;
  }

  /** Returns a payment that was made before; undefined when it could not be made. */
  async made(id: number): Promise<MadePayment | undefined> {
    return this.payments.get(id);
  }

  /** Puts an account on the list of an agency. */
  async list({ agency, account, value }: ListingStep, serial: number): Promise<void> {
    const subject = { account: this.ref(account) };
    const listing = {
      amlo: { ...subject, list: value === 2 ? 'HR-03-1' : 'HR-03-2', since: SINCE },
      bot: { ...subject, colour: COLOURS[value] ?? 'none', since: SINCE },
      ccib: { ...subject, policeCaseNo: `SIM-${this.run}-${serial}`, status: 'accepted', receivedAt: SINCE },
      dsi: { ...subject, specialCaseNo: `SIM-${this.run}-${serial}`, openedAt: SINCE },
    }[agency];
    await this.stage.list(agency, listing);
  }

  /** Decides how a party answers from now on. */
  async behave({ party, mode, delayMs }: Behaviour): Promise<void> {
    await this.stage.behave({ party, mode, delayMs });
  }

  /** Restores an institution to how it was at an instant. */
  async restore(party: string, since: Date): Promise<void> {
    await this.stage.restore({ party, since: since.toISOString() });
  }

  private async payNow({ id, from, to, amountSatang, rail, isGoods, after }: PaymentStep) {
    if (after !== null && (await this.made(after)) === undefined) return undefined;
    const reference = `SIM${this.run}-${id}`;
    const paid = await this.stage.payIfThere({
      from: this.ref(from),
      to:
        to === null
          ? { offRail: rail === 'cash' || rail === 'card' || rail === 'crypto' ? rail : 'other' }
          : { account: this.ref(to) },
      amountSatang: String(amountSatang),
      reference,
      channel: CHANNELS[rail],
      ...(isGoods && { purpose: 'goods' as const }),
    });
    return paid && { reference: paid.reference, at: paid.at };
  }

  private refOf(institution: string, index: number): AccountRef {
    const serial = String(index).padStart(4, '0');
    return { institution, accountNo: institution === 'asset-x' ? `900${this.run}${serial}` : `9${this.run}${serial}` };
  }

  private known(key: string) {
    const known = this.accounts.get(key);
    if (known === undefined) throw new Error(`the script names an account ${key} that it does not open`);
    return known;
  }
}
