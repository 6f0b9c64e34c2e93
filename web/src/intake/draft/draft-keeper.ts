import { createStore, type Store } from '../../api/store.js';
import { isBlank, isSame, type IntakeForm } from '../form/intake-form.js';

/** So long after the last key it is saved, and so long after a save that failed it is tried again. */
export const PAUSE_MS = 700;
export const AGAIN_MS = 3_000;
/** So long an answer is waited for: a connection that died silently must not hold up the next save. */
export const ANSWER_MS = 10_000;

/** A draft as the API keeps it. */
export interface Draft {
  readonly id: string;
  readonly revision: number;
  readonly savedAt: string;
}

/** What the API answered to a save; `NETWORK`: nothing, so it may have arrived. */
export type Answered = { readonly draft: Draft } | { readonly code: string };

/**
 * How drafts are kept at the API. None of these throws, and each ends when its signal says so: then
 * nobody answered.
 */
export interface DraftApi {
  /** The key of a form begins one draft: sent again, it is answered as before. */
  readonly begin: (form: IntakeForm, limit: AbortSignal) => Promise<Answered>;
  readonly save: (draft: Draft, form: IntakeForm, limit: AbortSignal) => Promise<Answered>;
  /** What the API has now; undefined when it cannot be read. */
  readonly read: (
    id: string,
    limit: AbortSignal,
  ) => Promise<{ readonly draft: Draft; readonly form: IntakeForm } | undefined>;
}

/** How a draft stands: `elsewhere` when another window has saved it since. */
export interface Kept {
  readonly state: 'blank' | 'saving' | 'kept' | 'failed' | 'elsewhere';
  readonly at?: string;
  readonly code?: string;
}

/** The calls of a window of which something is not saved. */
export type Unsaved = Set<DraftKeeper>;

/** A call that a page opens: its form, and its draft with what the API has of it. */
export interface Opened {
  readonly form: IntakeForm;
  readonly draft?: Draft;
  readonly saved?: IntakeForm;
}

/**
 * Keeps one call as a draft at the API. Saves follow one another, and while something is not saved,
 * either a save is under way or its time is set. A keeper outlives the form on the screen: what is
 * not saved when a person goes to another page is tried on, and a page that opens the call again
 * goes on with its keeper. So no two of a window save the same draft.
 */
export class DraftKeeper {
  readonly kept: Store<Kept>;
  /** Id of the draft; undefined while none is begun. */
  readonly id: Store<string | undefined>;
  /** The form that the API has. */
  readonly saved: Store<IntakeForm | undefined>;
  private draft: Draft | undefined;
  private form: IntakeForm;
  /** All drafts that the call has had: when one is gone, another is begun. */
  private readonly ids: string[] = [];
  /** Saves upon the revision of `draft`, or begins of one, that may have arrived, for nobody answered. */
  private unanswered: readonly IntakeForm[] = [];
  private running: Promise<void> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ended: 'over' | 'elsewhere' | undefined;

  constructor(
    private readonly api: DraftApi,
    private readonly unsaved: Unsaved,
    { draft, form, saved }: Opened,
  ) {
    this.draft = draft;
    this.form = form;
    if (draft !== undefined) this.ids.push(draft.id);
    this.id = createStore(draft?.id);
    this.saved = createStore(saved);
    this.kept = createStore<Kept>(draft === undefined ? { state: 'blank' } : { state: 'kept', at: draft.savedAt });
  }

  /** What was typed last. */
  get typed(): IntakeForm {
    return this.form;
  }

  /** True: something was typed that the API does not have. */
  get isUnsaved(): boolean {
    if (this.ended === 'over' || this.saved.get() === this.form) return false;
    return this.draft !== undefined || !isBlank(this.form);
  }

  /** Returns whether a draft is this call's, or was before it was gone. */
  hasBegun(id: string): boolean {
    return this.ids.includes(id);
  }

  /** Takes in what is typed; it is saved a moment after the last key. */
  type(form: IntakeForm): void {
    if (form === this.form) return;
    this.form = form;
    this.remember();
    this.saveIn(PAUSE_MS);
  }

  /**
   * Saves a form, or what was typed last, after the save that is under way. Returns whether nothing
   * of it can be lost.
   */
  async save(form: IntakeForm = this.form): Promise<boolean> {
    this.type(form);
    while (this.running !== undefined) await this.running;
    if (this.ended === undefined && this.isUnsaved) {
      this.running = this.send(form).finally(() => {
        this.running = undefined;
        this.saveIn(this.kept.get().state === 'failed' ? AGAIN_MS : PAUSE_MS);
      });
      await this.running;
    }
    return !this.isUnsaved;
  }

  /**
   * Ends the keeping, because the complaint is received; a save that is under way ends first.
   * Returns the draft, if one was begun.
   */
  async end(): Promise<Draft | undefined> {
    this.drop();
    while (this.running !== undefined) await this.running;
    return this.draft;
  }

  /** Ends the keeping: what was typed here and is not saved is not needed any more. */
  drop(): void {
    this.ended = 'over';
    clearTimeout(this.timer);
    this.remember();
  }

  private saveIn(ms: number): void {
    clearTimeout(this.timer);
    if (this.ended === undefined && this.isUnsaved) this.timer = setTimeout(() => void this.save(), ms);
  }

  private async send(form: IntakeForm): Promise<void> {
    // What failed is told until it is kept, also while it is tried again.
    if (this.kept.get().state !== 'failed') this.kept.set({ ...this.kept.get(), state: 'saving' });
    const { draft } = this;
    // What may have begun a draft already is sent again as it was; what was typed since follows.
    const sent = draft === undefined ? (this.unanswered[0] ?? form) : form;
    if (!this.unanswered.includes(sent)) this.unanswered = [...this.unanswered, sent];
    const answered = await withinTime((limit) =>
      draft === undefined ? this.api.begin(sent, limit) : this.api.save(draft, sent, limit),
    );
    if ('draft' in answered) {
      this.done(answered.draft, sent);
      return sent === form ? undefined : this.send(form);
    }
    if (draft !== undefined && answered.code === 'DRAFT.CHANGED') return this.changed(draft, form);
    // Gone, because its time was over: what stands here begins another.
    if (answered.code === 'DRAFT.ABSENT') this.gone();
    this.failed(answered.code);
  }

  /** Somebody has saved since: this window, when the answer to its save was lost, or another one. */
  private async changed({ id }: Draft, form: IntakeForm): Promise<void> {
    const now = await withinTime((limit) => this.api.read(id, limit));
    if (now === undefined) return this.failed('DRAFT.CHANGED');
    const arrived = this.unanswered.find((sent) => isSame(sent, now.form));
    if (arrived === undefined) {
      this.ended ??= 'elsewhere';
      this.kept.set({ state: 'elsewhere' });
      return;
    }
    this.done(now.draft, arrived);
    if (arrived !== form) await this.send(form);
  }

  private done(draft: Draft, form: IntakeForm): void {
    this.draft = draft;
    if (!this.hasBegun(draft.id)) this.ids.push(draft.id);
    this.unanswered = [];
    this.saved.set(form);
    this.kept.set({ state: 'kept', at: draft.savedAt });
    this.remember();
    this.id.set(draft.id);
  }

  private gone(): void {
    this.draft = undefined;
    this.unanswered = [];
    this.saved.set(undefined);
    this.id.set(undefined);
  }

  private failed(code: string): void {
    this.kept.set({ ...this.kept.get(), state: 'failed', code });
    this.remember();
  }

  private remember(): void {
    if (this.isUnsaved) this.unsaved.add(this);
    else this.unsaved.delete(this);
  }
}

async function withinTime<T>(call: (limit: AbortSignal) => Promise<T>): Promise<T> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), ANSWER_MS);
  try {
    return await call(limit.signal);
  } finally {
    clearTimeout(timer);
  }
}
