import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Centre, describe, type Persona } from '../../../simulator/stories/centre.js';
import type { Stage } from '../../../simulator/stories/stage.js';

const Made = z.object({ id: z.string() });
const REASON = 'A scripted day of the made-up country.';
/** A key that two persons approved counts everywhere so long after: each process has a copy of the directory. */
const KNOWN_EVERYWHERE_MS = 31_000;
/** The second key counts for so long, ms. */
const KEY_MS = 24 * 3_600_000;
/** All is stated after so many statements of what changed. */
export const WHOLE_AFTER = 3;
/** P-STATEMENT as a release brings it. */
const USUAL = { everyMs: 3_600_000, wholeMs: 86_400_000, graceMs: 900_000 };

/** The administrator and the supervisor of a day: what two persons change while it is played. */
export class Office {
  private readonly centre: Centre;
  private readonly secondKeys = new Map<string, string>();

  constructor(
    private readonly stage: Stage,
    apiUrl: string,
    signInUrl: string,
  ) {
    this.centre = new Centre(apiUrl, signInUrl, 'law');
  }

  /** Enrols a second key of an institution; it signs by both in turn when both count everywhere. */
  async beginRotation(party: string): Promise<void> {
    const { keyId, publicJwk } = await this.stage.newKey(party);
    const now = Date.now();
    const [notBefore, notAfter] = [now - 60_000, now + KEY_MS].map((at) => new Date(at).toISOString());
    await this.changeParty(party, { kind: 'add_key', keyId, publicJwk, notBefore, notAfter });
    this.secondKeys.set(party, keyId);
    await sleep(KNOWN_EVERYWHERE_MS);
    await this.stage.signBy({ party, use: 'both' });
  }

  /** Lets an institution sign by its first key alone, and revokes the second one. */
  async endRotation(party: string): Promise<void> {
    await this.stage.signBy({ party, use: 'first' });
    const keyId = this.secondKeys.get(party);
    if (keyId !== undefined) await this.changeParty(party, { kind: 'revoke_key', keyId });
  }

  /** Has institutions state what they hold so often (P-STATEMENT); the row begins two minutes later. */
  stateEvery(everyMs: number): Promise<void> {
    return this.changeStatements({ everyMs, wholeMs: WHOLE_AFTER * everyMs, graceMs: everyMs });
  }

  /** Has institutions state what they hold as often as without this day. */
  stateAsUsual(): Promise<void> {
    return this.changeStatements(USUAL);
  }

  private async changeStatements(parameters: typeof USUAL): Promise<void> {
    await this.byTwo('/v1/rule-changes', { ruleId: 'P-STATEMENT', parameters, reason: REASON });
  }

  private changeParty(party: string, change: object): Promise<void> {
    return this.byTwo('/v1/party-changes', { party, reason: REASON, change });
  }

  private async byTwo(path: string, asked: object): Promise<void> {
    const { id } = Made.parse(await this.post('admin-1', path, asked));
    await this.post('supervisor-1', `${path}/${id}/decisions`, { verdict: 'approve', reason: REASON });
  }

  private async post(who: Persona, path: string, body: object): Promise<unknown> {
    const answer = await this.centre.post(who, path, body);
    if (answer.status >= 300) throw new Error(`POST ${path}: ${describe(answer)}`);
    return answer.body;
  }
}
