import { HOUR_MS, MINUTE_MS } from '../../../../src/domain/time.js';
import type { AccountRef } from '../../../../src/wire/common.js';
import type { Random } from '../../../../simulator/world/random.js';
import type { Said } from '../centre.js';
import { type Act, type Actor, type Phase, PHASES, type Scene, type Told, type Voice } from '../scene.js';

/** Section 7 with a complaint (LIFT-7E). */
export const COMPLAINED_MS = 168 * HOUR_MS;
/** What the machine takes between an act and the instant from which the law counts. */
const SLACK_MS = 3 * MINUTE_MS;

/**
 * Somebody whose money went to two mules of his own story, half of it on some days to the second. He knows until when
 * it must be held, by his own right, and until when it may be, by anybody's.
 */
export abstract class Robbed implements Actor {
  protected readonly account: AccountRef;
  protected readonly mules: readonly [AccountRef, AccountRef];
  protected readonly voice: Voice;
  protected readonly amountSatang: bigint;
  protected readonly reference: string;
  private at = '';
  private mustUntilMs = 0;
  private mayUntilMs = 0;
  /** A person let something go: what stays held is nobody's fault, until it is brought back. */
  protected isLetGo = false;
  /** What of the theft is at another than the mules. */
  protected elsewhereSatang = 0n;

  /** @param kind the first number of his accounts; he has ten */
  constructor(
    protected readonly scene: Scene,
    protected readonly random: Random,
    kind: number,
  ) {
    this.account = scene.account('th-004', kind);
    this.mules = [scene.account('th-014', kind + 1), scene.account('th-006', kind + 2)];
    this.voice = scene.voice();
    this.reference = scene.reference();
    this.amountSatang = BigInt(random.whole(20, 90)) * 100_000n;
  }

  /** The number by which his bank knows him; undefined: it compares none. */
  protected holderNo(): string | undefined {
    return undefined;
  }

  abstract acts(phase: Phase): readonly Act[];

  async begin(): Promise<void> {
    const { account: from, amountSatang, reference, scene } = this;
    await scene.town.open(from, 500_000_000n, 'person', this.holderNo());
    for (const mule of this.mules) await scene.town.open(mule, 0n);
    this.at = await scene.pay({ from, to: this.mules[0], amountSatang, reference, at: scene.minutesAgo(18) });
    if (this.random.chance(0.5)) await this.paysOn(amountSatang / 2n);
  }

  async faults(phase: Phase): Promise<string[]> {
    if (PHASES[phase] < PHASES.urgentTimeOver) return [];
    const heldSatang = await this.scene.heldAt(...this.mules);
    const stolenSatang = this.amountSatang - this.elsewhereSatang;
    const whose = `of ${stolenSatang} stolen from ${this.account.accountNo} ${heldSatang} are held`;
    const nowMs = Date.now();
    if (heldSatang > stolenSatang) return [whose];
    const mustBe = nowMs < this.mustUntilMs - SLACK_MS && !this.isLetGo;
    if (mustBe && heldSatang < stolenSatang) return [`${whose}, and all must be`];
    if (nowMs > this.mayUntilMs + SLACK_MS && heldSatang > 0n) return [`${whose} past their law`];
    return [];
  }

  /** The first mule pays on before anybody calls. Returns the payment as it was booked. */
  protected async paysOn(amountSatang: bigint): Promise<Omit<Told, 'by'>> {
    const [from, to] = this.mules;
    const payment = { from, to, amountSatang, reference: this.scene.reference() };
    return { ...payment, at: await this.scene.pay({ ...payment, at: this.scene.minutesAgo(12) }) };
  }

  /** Somebody reports the theft to 1441, as what he says that he is. */
  protected async report(verb: string, told: Partial<Told> = {}): Promise<Said> {
    const { account: from, voice: by, amountSatang, at, reference } = this;
    const said = await this.scene.tell({ from, to: this.mules[0], amountSatang, at, reference, by, ...told });
    this.scene.note(`of ${from.accountNo}: ${verb}`, said);
    return said;
  }

  /** The money must be held for so long from now, by the victim's right, but no longer than to an instant. */
  protected mustFor(ms: number, untilMs = Infinity): void {
    this.mustUntilMs = Math.max(this.mustUntilMs, Math.min(Date.now() + ms, untilMs));
    this.mayFor(ms);
  }

  /** It may be held for so long from now, by the word of somebody whom nobody can tell from the victim. */
  protected mayFor(ms: number): void {
    this.mayUntilMs = Math.max(this.mayUntilMs, Date.now() + ms);
  }
}
