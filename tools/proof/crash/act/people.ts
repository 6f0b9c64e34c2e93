import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { newAct, type Act, type ActKind } from './act.js';
import type { Killer } from '../strike/killer.js';
import { fetchToken, sendJson, type Answer } from './send-json.js';

/** Personas of the demo sign-in. */
export type Person = 'demo-hotline-1' | 'demo-hotline-2' | 'demo-officer-1' | 'demo-supervisor-1' | 'demo-inquiry-1';

/** An act that a person is to do. */
export interface Doing {
  readonly who: Person;
  readonly kind: ActKind;
  readonly token: string;
  readonly path: string;
  readonly body: unknown;
  readonly idempotencyKey?: string;
}

/** What the people work with. */
export interface PeopleOptions {
  /** The APIs by name; an act that got no answer from one goes to the next. */
  readonly apis: ReadonlyMap<string, string>;
  readonly signInUrl: string;
  readonly killer: Killer;
  /**
   * Returns true if an act is in the database now; false also when the database does not answer.
   */
  readonly isOnRecord: (kind: ActKind, token: string) => Promise<boolean>;
}

const RETRY_AFTER_MS = 300;
const LOOK_AGAIN_AFTER_MS = 1_500;
const GIVE_UP_AFTER_MS = 120_000;
/** How long a cut waits for the commit before it cuts anyway. */
const COMMIT_WITHIN_MS = 3_000;
const Problem = z.object({ code: z.string() });
const Acknowledgement = z.object({ id: z.string() });
const ReleaseAcknowledgement = z.object({ releaseOrderId: z.string() });

/** The people of the centre: they repeat unanswered acts and remember every acknowledgement. */
export class People {
  readonly acts: Act[] = [];
  /** Answers by status, to acts and looks. */
  readonly answers = new Map<number, number>();
  /** The most requests that one act or look needed. */
  mostRequests = 0;
  private readonly tokens = new Map<Person, Promise<string>>();
  private begun = 0;

  constructor(private readonly options: PeopleOptions) {}

  /**
   * Repeats an act until it is acknowledged or refused. Throws after two minutes without an
   * answer.
   */
  async act(doing: Doing): Promise<Act> {
    const act = newAct(doing.kind, doing.token);
    this.acts.push(act);
    const apiOf = this.inTurn();
    const giveUpAt = Date.now() + GIVE_UP_AFTER_MS;
    for (;;) {
      const sentAt = Date.now();
      const answer = await this.attempt(doing, apiOf(act.attempts));
      act.attempts += 1;
      this.mostRequests = Math.max(this.mostRequests, act.attempts);
      if (answer !== undefined && isFinal(answer)) {
        act.answeredAttemptAt = sentAt;
        if (answer.status < 300) act.acknowledged = idOf(doing.kind, answer.body);
        else act.refused = Problem.parse(answer.body).code;
        return act;
      }
      act.unanswered += 1;
      if (Date.now() > giveUpAt) throw new Error(`${doing.kind} ${doing.token} was never answered`);
      await sleep(RETRY_AFTER_MS);
    }
  }

  /**
   * Reads a view as a person, and waits through outages. Throws when refused, or after two
   * minutes.
   */
  async look<View extends z.ZodType>(who: Person, path: string, view: View): Promise<z.output<View>> {
    const apiOf = this.inTurn();
    const giveUpAt = Date.now() + GIVE_UP_AFTER_MS;
    for (let attempt = 0; ; attempt += 1) {
      this.mostRequests = Math.max(this.mostRequests, attempt + 1);
      const answer = await this.send({
        url: this.urlAt(apiOf(attempt), path),
        headers: await this.authorization(who),
      });
      if (answer?.status === 200) return view.parse(answer.body);
      if (answer !== undefined && isFinal(answer)) throw new Error(`GET ${path} was answered ${answer.status}`);
      if (Date.now() > giveUpAt) throw new Error(`GET ${path} was never answered`);
      await sleep(LOOK_AGAIN_AFTER_MS);
    }
  }

  private async attempt(doing: Doing, api: string): Promise<Answer | undefined> {
    const { who, kind, token, path, body, idempotencyKey } = doing;
    const { killer, isOnRecord } = this.options;
    if (kind === 'decision' || kind === 'request') await killer.takeFor('before_decision')?.strike();
    const sent = killer.takeFor('request_sent');
    const committed = sent === undefined ? killer.takeFor('request_committed') : undefined;
    const cut = async (): Promise<void> => {
      if (sent !== undefined) await sleep(sent.kill.delayMs);
      else await until(() => isOnRecord(kind, token), COMMIT_WITHIN_MS);
      await (sent ?? committed)?.strike();
    };
    const key: Record<string, string> = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
    const headers = { ...(await this.authorization(who)), ...key };
    const struck = (sent ?? committed)?.kill.target;
    const url = this.urlAt(struck ?? api, path);
    return this.send({ url, body, headers, ...(struck === undefined ? {} : { cut }) });
  }

  private async send(asked: Parameters<typeof sendJson>[0]): Promise<Answer | undefined> {
    const answer = await sendJson(asked);
    const status = answer?.status ?? 0;
    this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
    return answer;
  }

  /** Returns which API gets each attempt at the next act or look: acts and attempts take turns. */
  private inTurn(): (attempt: number) => string {
    const names = [...this.options.apis.keys()];
    const first = this.begun++;
    return (attempt) => names[(first + attempt) % names.length] ?? 'api';
  }

  /** Throws when there is no such API: only an API is killed in the middle of a request. */
  private urlAt(api: string, path: string): string {
    const base = this.options.apis.get(api);
    if (base === undefined) throw new Error(`there is no ${api}`);
    return new URL(path, base).href;
  }

  private async authorization(who: Person): Promise<Record<string, string>> {
    let token = this.tokens.get(who);
    if (token === undefined) {
      const fields = { grant_type: 'password', username: who, scope: 'openid rulebook:demo' };
      token = fetchToken(this.options.signInUrl, fields);
      this.tokens.set(who, token);
    }
    return { authorization: `Bearer ${await token}` };
  }
}

/** Returns true for an answer about the act itself; 5xx and 429 are about the moment. */
function isFinal({ status }: Answer): boolean {
  return status >= 200 && status < 500 && status !== 429;
}

function idOf(kind: ActKind, body: unknown): string {
  return kind === 'release' ? ReleaseAcknowledgement.parse(body).releaseOrderId : Acknowledgement.parse(body).id;
}

async function until(isSo: () => Promise<boolean>, withinMs: number): Promise<void> {
  const giveUpAt = Date.now() + withinMs;
  while (Date.now() < giveUpAt && !(await isSo())) await sleep(1);
}
