import { createStore, type Store } from '../api/store.js';
import { isBlank, type IntakeForm } from './intake-form.js';
import { ownOf, type Typed } from './newer-draft.js';

/** A draft as the API keeps it. */
export interface Draft {
  readonly id: string;
  readonly revision: number;
  readonly savedAt: string;
}

/** What the API answered to a save; `NETWORK`: nothing, so it may have arrived. */
export type Answered = { readonly draft: Draft } | { readonly code: string };

/** How drafts are kept at the API. None of these throws. */
export interface DraftApi {
  readonly begin: (form: IntakeForm) => Promise<Answered>;
  readonly save: (draft: Draft, form: IntakeForm) => Promise<Answered>;
  /** What the API has now; undefined when it cannot be read. */
  readonly read: (id: string) => Promise<{ readonly draft: Draft; readonly form: IntakeForm } | undefined>;
}

/** How a draft stands: `elsewhere` when another window has saved it since. */
export interface Kept {
  readonly state: 'blank' | 'saving' | 'kept' | 'failed' | 'elsewhere';
  readonly at?: string;
  readonly code?: string;
}

/** What was typed and is not saved, by draft; `NEW` for a call whose draft is not begun yet. */
export type Unsaved = Map<string, Typed>;
export const NEW = 'new';

/** A call that a page opens: its form, and its draft with what the API has of it. */
export interface Opened {
  readonly form: IntakeForm;
  readonly draft?: Draft;
  readonly saved?: IntakeForm;
  /** Saves upon that revision which may have arrived. */
  readonly unanswered?: readonly IntakeForm[];
}

/**
 * Keeps one call as a draft at the API. Saves follow one another. What is not saved yet stands in
 * `unsaved`, which outlives the form on the screen, so that drawing the page anew loses nothing.
 */
export class DraftKeeper {
  readonly kept: Store<Kept>;
  /** Id of the draft; undefined while none is begun. */
  readonly id: Store<string | undefined>;
  /** The form that the API has. */
  readonly saved: Store<IntakeForm | undefined>;
  private draft: Draft | undefined;
  private form: IntakeForm;
  /** Saves upon the revision of `draft` that may have arrived, for nobody answered. */
  private unanswered: readonly IntakeForm[];
  private running: Promise<void> | undefined;
  private ended: 'received' | 'elsewhere' | undefined;

  constructor(
    private readonly api: DraftApi,
    private readonly unsaved: Unsaved,
    { draft, form, saved, unanswered = [] }: Opened,
  ) {
    this.draft = draft;
    this.form = form;
    this.unanswered = unanswered;
    this.id = createStore(draft?.id);
    this.saved = createStore(saved);
    this.kept = createStore<Kept>(draft === undefined ? { state: 'blank' } : { state: 'kept', at: draft.savedAt });
  }

  /** True: something was typed that the API does not have. */
  get isUnsaved(): boolean {
    if (this.ended === 'received' || this.saved.get() === this.form) return false;
    return this.draft !== undefined || !isBlank(this.form);
  }

  /** Takes in what is typed. */
  type(form: IntakeForm): void {
    this.form = form;
    this.remember();
  }

  /** Saves what is typed, unless a save is under way: then the next look does it. */
  saveSoon(): void {
    if (this.running === undefined) void this.save();
  }

  /**
   * Saves a form, or what was typed last, after the save that is under way. Returns whether nothing
   * of it can be lost.
   */
  async save(form: IntakeForm = this.form): Promise<boolean> {
    this.type(form);
    while (this.running !== undefined) await this.running;
    if (this.ended === undefined && this.isUnsaved) {
      this.running = this.send(form).finally(() => (this.running = undefined));
      await this.running;
    }
    return !this.isUnsaved;
  }

  /**
   * Ends the keeping, because the complaint is received; a save that is under way ends first.
   * Returns the draft, if one was begun.
   */
  async end(): Promise<Draft | undefined> {
    this.ended = 'received';
    while (this.running !== undefined) await this.running;
    this.forget();
    return this.draft;
  }

  private async send(form: IntakeForm): Promise<void> {
    this.kept.set({ ...this.kept.get(), state: 'saving' });
    this.unanswered = [...this.unanswered, form];
    this.remember();
    const answered = await (this.draft === undefined ? this.api.begin(form) : this.api.save(this.draft, form));
    if ('draft' in answered) return this.done(answered.draft, form);
    if (answered.code === 'DRAFT.CHANGED') return this.changed(form);
    // Gone, because its time was over: what stands here begins another.
    if (answered.code === 'DRAFT.ABSENT') this.gone();
    this.failed(answered.code);
  }

  /** Somebody has saved since: this window, when the answer to its save was lost, or another one. */
  private async changed(form: IntakeForm): Promise<void> {
    const now = this.draft === undefined ? undefined : await this.api.read(this.draft.id);
    if (now === undefined) return this.failed('DRAFT.CHANGED');
    const arrived = ownOf(now.form, this.unanswered);
    if (arrived === undefined) {
      this.ended ??= 'elsewhere';
      this.kept.set({ state: 'elsewhere' });
      return;
    }
    this.done(now.draft, arrived);
    if (arrived !== form) await this.send(form);
  }

  private done(draft: Draft, form: IntakeForm): void {
    this.forget();
    this.draft = draft;
    this.unanswered = [];
    this.saved.set(form);
    this.kept.set({ state: 'kept', at: draft.savedAt });
    this.remember();
    this.id.set(draft.id);
  }

  private gone(): void {
    this.forget();
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
    if (!this.isUnsaved) return;
    const typed = { form: this.form, upon: this.draft?.revision ?? 0, unanswered: this.unanswered };
    this.unsaved.set(this.draft?.id ?? NEW, typed);
  }

  private forget(): void {
    this.unsaved.delete(this.draft?.id ?? NEW);
  }
}
