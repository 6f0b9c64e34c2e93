import type { HeaderRecord } from '../../src/signing/headers.js';
import { verifyResponse } from '../../src/signing/verify-response.js';
import type { BookedAccount } from '../conformance/books.js';
import type { Sentence } from '../conformance/guide.js';
import type { Came } from '../conformance/listener.js';
import { type Kit, Play } from '../conformance/play.js';
import type { Exchange } from '../conformance/wire.js';
import { playStep, type Recovery, type Stage } from './play-step.js';
import type { Message, PlayedStep, Run } from './run-record.js';
import type { Scenario, Step } from './scenario.js';

interface PlayerOptions {
  readonly kit: Kit;
  readonly account: BookedAccount;
  readonly next: BookedAccount | undefined;
  readonly scenario: Scenario;
  readonly guide: ReadonlyMap<string, Sentence>;
  readonly revokeSecond: Stage['revokeSecond'];
  readonly recovery: Recovery | undefined;
  /** Of the run: its id, the name of the file, what it replays. */
  readonly of: Pick<Run, 'id' | 'scenario' | 'replays'>;
  /** Is told each time that the run has changed. */
  readonly onChange: () => void;
}

/** Plays one scenario, step by step. A step that fails is the last one: what follows rests on it. */
export class Player {
  readonly run: Run;
  private readonly stage: Stage;
  private now = 0;
  /** Verdicts that are still looked at: a step ends after those of its messages. */
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly options: PlayerOptions) {
    const { kit, account, next, scenario, guide, revokeSecond, recovery, of } = options;
    const play = new Play(kit, account, (said) => this.said(said));
    this.stage = { play, next, made: new Map(), revokeSecond, ...(recovery !== undefined && { recovery }) };
    this.run = {
      ...of,
      title: scenario.title,
      institution: kit.institution,
      url: kit.base,
      accountNo: account.accountNo,
      startedAt: new Date().toISOString(),
      verdict: 'playing',
      steps: scenario.steps.map(({ kind, what, says }): PlayedStep => {
        const { text = '', file = '' } = guide.get(says) ?? {};
        return { kind, what, says, sentence: text, file, verdict: 'waiting', seen: '', expectations: [] };
      }),
      messages: [],
    };
  }

  async play(): Promise<void> {
    for (const [place, step] of this.options.scenario.steps.entries()) {
      const played = this.run.steps[place];
      if (played === undefined) break;
      this.now = place;
      if (this.cannot(step)) break;
      played.verdict = 'playing';
      this.options.onChange();
      played.verdict = await this.playOne(place, played);
      this.options.onChange();
      if (played.verdict === 'failed') break;
    }
    for (const step of this.run.steps) if (step.verdict === 'waiting') step.verdict = 'not_run';
    const all = this.run.steps.map(({ verdict }) => verdict);
    this.run.verdict = all.includes('failed') ? 'failed' : all.includes('not_run') ? 'not_run' : 'passed';
    this.run.endedAt = new Date().toISOString();
    this.options.onChange();
  }

  /** Notes a callback that is about a hold of this run. */
  came({ at, path, headers, raw, verdict, status, message }: Came): void {
    const holdId = message !== undefined && 'holdId' in message.data ? message.data.holdId : undefined;
    const isOurs = [...this.stage.made.values()].some(({ order }) => order.holdId === holdId);
    if (!isOurs) return;
    this.note({
      step: this.now,
      by: 'institution',
      at: new Date(at).toISOString(),
      tookMs: 0,
      method: 'POST',
      path,
      headers: plain(headers),
      body: raw,
      status,
      answerHeaders: {},
      answerBody: '',
      signature: verdict.ok ? 'holds' : verdict.code,
      signatureDetail: verdict.ok ? '' : verdict.detail,
    });
  }

  /** Returns whether the sandbox does not know how to do a step. */
  private cannot({ kind }: Step): boolean {
    if (kind === 'restart') return this.options.kit.restart === undefined;
    return (kind === 'backup' || kind === 'restore') && this.options.recovery === undefined;
  }

  private async playOne(place: number, played: PlayedStep): Promise<'passed' | 'failed'> {
    const step = this.options.scenario.steps[place];
    try {
      if (step !== undefined) played.expectations.push(...(await playStep(step, this.stage)));
      await this.looking;
      // A check of the kit judges signatures itself: some are wrong on purpose.
      if (step?.kind !== 'check') played.expectations.push(...this.signatures(place));
      const wrong = played.expectations.find(({ passed }) => !passed);
      if (wrong === undefined) return 'passed';
      played.seen = `${wrong.field}: ${wrong.seen}`;
    } catch (error) {
      await this.looking;
      played.seen = error instanceof Error ? error.message : String(error);
    }
    return 'failed';
  }

  /** What is expected of the signature of each answer: one line for all of a step, the first that does not hold. */
  private signatures(place: number) {
    const own = this.run.messages.filter(
      ({ step, by, status }) => step === place && by === 'centre' && status !== undefined,
    );
    if (own.length === 0) return [];
    const bad = own.find(({ signature }) => !['holds', 'unsigned'].includes(signature));
    const seen = bad === undefined ? 'holds' : `${bad.signature}: ${bad.signatureDetail}`;
    return [{ field: 'signature', wanted: 'holds', seen, passed: bad === undefined }];
  }

  private said(said: Exchange): void {
    const step = this.now;
    const before = this.looking;
    const look = async () => {
      await before;
      this.note({ step, ...(await messageOf(said, this.options.kit)) });
    };
    this.looking = look();
  }

  private note(message: Message): void {
    this.run.messages.push(message);
    this.options.onChange();
  }
}

/** Writes a message of the centre and its answer, with what became of the signature of the answer. */
async function messageOf(said: Exchange, kit: Kit): Promise<Omit<Message, 'step'>> {
  const { method, path, sent, requestHeaders, sentAt, tookMs, status, headers, raw } = said;
  return {
    by: 'centre',
    at: sentAt.toISOString(),
    tookMs,
    method,
    path,
    headers: plain(requestHeaders),
    body: sent,
    ...(status !== undefined && { status }),
    answerHeaders: plain(headers),
    answerBody: raw.toString(),
    ...(await signatureOf(said, kit)),
  };
}

async function signatureOf({ status, headers, raw, requestHeaders }: Exchange, kit: Kit) {
  // A request that is not believed is answered unsigned: there is nothing to bind a signature to.
  const isUnsigned = headers['signature'] === undefined;
  if (status === undefined || (status === 401 && isUnsigned)) return { signature: 'unsigned', signatureDetail: '' };
  const { institution: expectedPartyId, findKey } = kit;
  const answer = { status, headers, body: raw, requestHeaders, expectedPartyId, findKey, now: new Date() };
  try {
    const verdict = await verifyResponse(answer);
    return { signature: verdict.ok ? 'holds' : verdict.code, signatureDetail: verdict.ok ? '' : verdict.detail };
  } catch {
    // The request was wrong on purpose: it has no single signature to which an answer could be bound.
    return { signature: 'unsigned', signatureDetail: '' };
  }
}

function plain(headers: HeaderRecord): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : String(value)]],
    ),
  );
}
