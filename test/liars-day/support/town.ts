import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatorConfig } from '../../../simulator/config.js';
import type { Fates } from '../../../simulator/network/fates.js';
import { startWorld, type World } from '../../../simulator/world.js';
import { DEMO_PARTIES } from '../../../tools/embedded/people/parties.js';
import type { NewParty } from '../../../src/persistence/party/enrol.js';
import { generateSigningKey, type SigningKeyPair } from '../../../src/signing/keys.js';
import type { AccountRef } from '../../../src/wire/common.js';
import { freePorts } from '../../support/free-ports.js';

/** Keys are valid for all of the made-up weeks. */
const KEY_DAYS = 60;
const DAY_MS = 24 * 3_600_000;

/** A payment, as a bank books it. */
export interface Payment {
  readonly from: AccountRef;
  readonly to: AccountRef;
  readonly amountSatang: bigint;
  readonly reference: string;
  /** When it is booked; absent: now. */
  readonly at?: Date;
}

/** What a bank has of an account; satang. */
export interface Balance {
  readonly balanceSatang: bigint;
  readonly heldSatang: bigint;
  readonly availableSatang: bigint;
}

/** A hold in the books of a bank. */
export interface BookedHold {
  readonly party: string;
  readonly holdId: string;
  readonly orderIds: readonly string[];
  readonly account: AccountRef;
  readonly caseNo: string;
  readonly state: string;
  readonly heldSatang: string;
  readonly expiresAt: string;
}

/** The simulated banks and agencies, each on a port of its own that a restart keeps. */
export class Town {
  private world: World | undefined;

  private constructor(
    private readonly folder: string,
    private readonly config: SimulatorConfig,
    /** The parties as the centre enrols them. */
    readonly parties: readonly NewParty[],
    private readonly fates: Fates | undefined,
  ) {}

  /**
   * Writes the keys and settings of all parties for a centre at this address.
   * @param fates what becomes of messages between them and the centre; absent: all pass
   */
  static async found(centreUrl: string, centreKey: SigningKeyPair, fates?: Fates): Promise<Town> {
    const folder = await mkdtemp(join(tmpdir(), 'rangap-town-'));
    const ports = await freePorts(DEMO_PARTIES.length + 1);
    const parties: SimulatorConfig['parties'] = [];
    const enrolled: NewParty[] = [];
    for (const [index, party] of DEMO_PARTIES.entries()) {
      const { slug, kind } = party;
      const { keyId, privateJwk, publicJwk } = generateSigningKey(`${slug}-1`);
      const privateJwkFile = join(folder, `${slug}.jwk`);
      await writeFile(privateJwkFile, JSON.stringify(privateJwk));
      const port = ports[index] ?? 0;
      parties.push({ slug, kind, port, keyId, privateJwkFile });
      const notBefore = new Date(Date.now() - KEY_DAYS * DAY_MS);
      const notAfter = new Date(Date.now() + KEY_DAYS * DAY_MS);
      enrolled.push({
        ...party,
        baseUrl: `http://127.0.0.1:${port}`,
        accountDigits: [...(party.accountDigits ?? [])],
        keys: [{ keyId, publicJwk: { ...publicJwk }, notBefore, notAfter }],
      });
    }
    const centrePublicKeys = [{ keyId: centreKey.keyId, publicJwk: { ...centreKey.publicJwk } }];
    const adminPort = ports.at(-1) ?? 0;
    const config = { stateDir: join(folder, 'state'), centreUrl, centrePublicKeys, adminPort, parties };
    return new Town(folder, config, enrolled, fates);
  }

  async start(): Promise<void> {
    this.world = await startWorld(this.config, this.fates);
  }

  /** Stops all parties; their journals stay. A start reads them, and ends what expired meanwhile. */
  async stop(): Promise<void> {
    await this.world?.stop();
    this.world = undefined;
  }

  async end(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** @param holderNo the official number of the holder, with which the bank compares a proof; absent: it compares none */
  async open(
    account: AccountRef,
    openingSatang: bigint,
    holderKind: 'person' | 'merchant' = 'person',
    holderNo?: string,
  ): Promise<void> {
    await this.admin('/accounts', {
      account,
      holderKind,
      openingSatang: openingSatang.toString(),
      ...(holderNo !== undefined && { holderNo }),
    });
  }

  /** Lets AMLO keep a part of what may leave an account; the account goes on with the rest. */
  async restrain(account: AccountRef, satang: bigint): Promise<void> {
    await this.admin('/accounts', { account, restrainedSatang: satang.toString() });
  }

  /** Makes a payment; returns when its bank booked it. */
  async pay({ from, to, amountSatang, reference, at }: Payment): Promise<string> {
    const body = { from, to: { account: to }, amountSatang: amountSatang.toString(), reference };
    const made = await this.admin('/transfers', { ...body, ...(at && { at: at.toISOString() }) });
    return String(made['at']);
  }

  /**
   * Makes a payment from what seemed to be free; undefined when the bank refuses it, because a hold took
   * the money meanwhile. That is what a hold is for.
   */
  async payIfFree(payment: Payment): Promise<string | undefined> {
    try {
      return await this.pay(payment);
    } catch (error) {
      if (error instanceof Error && error.message.includes('"code":"TRANSFER.NOT_AVAILABLE"')) return undefined;
      throw error;
    }
  }

  /** Decides how a bank acts from now on about one account. */
  async behave(account: AccountRef, act: 'hold' | 'release' | 'debit', mode: string): Promise<void> {
    const { institution: party, accountNo } = account;
    await this.admin('/behaviours', { party, accountNo, act, mode });
  }

  /** Decides how a bank acts from now on about every account. */
  async behaveAlways(party: string, act: 'hold' | 'release', mode: string, delayMs: number): Promise<void> {
    await this.admin('/behaviours', { party, act, mode, delayMs });
  }

  /** Lets the receiving bank suspect a credit: it suspends what is left, and tells the centre. */
  async suspect(party: string, credit: { fromInstitution: string; reference: string }): Promise<void> {
    await this.admin('/suspicions', { party, credit, ground: 'The account is a day old.' });
  }

  /** Lets a customer tell his own bank that a debit was a fraud; it tells the centre. */
  async customerTold(party: string, reference: string): Promise<void> {
    await this.admin('/customer-notices', { party, reference, bankCaseId: `B-${reference}` });
  }

  /** Lets a bank say something else of a debit that it was asked about, beside its answers. */
  async sayOfDebit(party: string, reference: string, says: object): Promise<void> {
    await this.admin('/second-words', { party, reference, says });
  }

  async balance({ institution, accountNo }: AccountRef): Promise<Balance> {
    const view = await this.admin(`/accounts/${institution}/${accountNo}`);
    const satang = (field: string): bigint => BigInt(String(view[field]));
    return {
      balanceSatang: satang('balanceSatang'),
      heldSatang: satang('heldSatang'),
      availableSatang: satang('availableSatang'),
    };
  }

  async holds(): Promise<BookedHold[]> {
    return (await this.admin('/holds'))['holds'] as BookedHold[];
  }

  /** What a bank showed the holder of an account; the last notice of a hold, if there is one. */
  async notice({ institution, accountNo }: AccountRef): Promise<{ reference: string; secret: string } | undefined> {
    const { notices } = (await this.admin(`/accounts/${institution}/${accountNo}/notices`)) as {
      notices: { of: string; notice: { reference: string; appealSecret?: string } }[];
    };
    const last = notices.findLast(({ of, notice }) => of === 'hold' && notice.appealSecret !== undefined);
    return last && { reference: last.notice.reference, secret: last.notice.appealSecret ?? '' };
  }

  /** How many callbacks the parties still owe to the centre. */
  async owed(): Promise<number> {
    const { institutions } = (await this.admin('/state')) as { institutions: { callbacksOwed: number }[] };
    return institutions.reduce((sum, { callbacksOwed }) => sum + callbacksOwed, 0);
  }

  private async admin(path: string, body?: unknown): Promise<Record<string, unknown>> {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${this.world?.adminUrl ?? ''}${path}`, body === undefined ? {} : post);
    const said = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(said)}`);
    return said;
  }
}
