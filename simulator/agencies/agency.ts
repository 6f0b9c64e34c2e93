import { ulid } from 'ulid';
import { Behaviours, type AgencyMode, type Behaviour, type BehaviourEvent } from '../http/behaviours.js';
import { Journal } from '../journal/journal.js';
import { Outbox, type OutboxEvent, type OutboxOptions } from '../outbox/outbox.js';
import { registerOf, type AgencySlug } from './dialects.js';
import { type TokenEvaluator, type TokenPurpose, withTokens } from './person-tokens.js';
import type { Register } from './register.js';

/** A question, its answer and the behaviour with which it was answered. */
export interface QuestionRecord {
  readonly question: unknown;
  readonly requestId: string;
  /** The answer by what was listed when the question came. */
  readonly answer: unknown;
  readonly behaviour: Behaviour<AgencyMode>;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** An entry of an agency's journal. */
export type AgencyEvent =
  | { readonly type: 'listing.added'; readonly listing: unknown }
  | ({ readonly type: 'question.taken' } & QuestionRecord)
  | OutboxEvent
  | BehaviourEvent<AgencyMode>;

export interface AgencyOptions {
  readonly slug: AgencySlug;
  readonly journalPath: string;
  readonly callbacks: Pick<OutboxOptions, 'url' | 'keys' | 'findKey' | 'dispatcher'>;
  /** Who makes tokens for persons; null: nobody, and where tokens are asked for the agency names nobody. */
  readonly evaluator: TokenEvaluator | null;
}

/** A question that may ask for tokens in the place of references. */
interface MayAskForTokens {
  readonly personTokens?: TokenPurpose;
}

/**
 * One agency: its lists, its behaviour and the callbacks that it owes the centre, all derived from
 * one journal.
 */
export class Agency {
  readonly register: Register;
  readonly questions = new Map<string, QuestionRecord>();
  readonly behaviours = new Behaviours<AgencyMode>({ mode: 'sync', delayMs: 0 });
  readonly outbox: Outbox;
  private journal!: Journal<AgencyEvent>;

  private constructor(
    readonly slug: AgencySlug,
    callbacks: AgencyOptions['callbacks'],
    private readonly evaluator: TokenEvaluator | null,
  ) {
    this.register = registerOf(slug);
    this.outbox = new Outbox({
      ...callbacks,
      record: (event) => this.commit([event]),
      durable: () => this.durable(),
    });
  }

  /** Opens the agency in the state of its journal. Nothing is sent before `start()`. */
  static async open({ slug, journalPath, callbacks, evaluator }: AgencyOptions): Promise<Agency> {
    const agency = new Agency(slug, callbacks, evaluator);
    const replay = (events: AgencyEvent[]) => events.forEach((event) => agency.apply(event));
    agency.journal = await Journal.open<AgencyEvent>(journalPath, replay);
    return agency;
  }

  /** Applies and journals one decision. The caller answers only after `durable()`. */
  commit(events: readonly AgencyEvent[]): void {
    for (const event of events) this.apply(event);
    this.journal.append(events);
  }

  /** Resolves when all decisions so far are on disk. */
  durable(): Promise<void> {
    return this.journal.durable();
  }

  /** Starts to send the callbacks that are still owed. */
  start(): void {
    this.outbox.start();
  }

  async stop(): Promise<void> {
    await this.outbox.stop();
    await this.journal.close();
  }

  /** Returns the answer to a question that the register read, by its lists of now; persons by tokens where it asks for them. */
  async answer(question: unknown): Promise<unknown> {
    const plain = this.register.answer(question) as Record<string, unknown>;
    const { personTokens } = question as MayAskForTokens;
    return personTokens === undefined ? plain : withTokens(plain, personTokens, this.evaluator);
  }

  /** Makes a callback, to be committed together with the question that it answers. */
  callback(message: { type: string; data: unknown }, dueAt: number): OutboxEvent {
    return { type: 'callback.owed', webhookId: ulid(), body: JSON.stringify(message), dueAt };
  }

  private apply(event: AgencyEvent): void {
    switch (event.type) {
      case 'listing.added':
        this.register.add(event.listing);
        return;
      case 'question.taken': {
        const { question, requestId, answer, behaviour, receivedAt } = event;
        this.questions.set(requestId, { question, requestId, answer, behaviour, receivedAt });
        return;
      }
      case 'callback.owed':
      case 'callback.delivered':
        this.outbox.apply(event);
        return;
      case 'behaviour.set':
        this.behaviours.apply(event);
        return;
    }
  }
}
