import {
  DraftKeeper,
  NEW,
  type Answered,
  type Draft,
  type DraftApi,
  type Unsaved,
} from '../../web/src/intake/draft-keeper.js';
import { emptyForm, isBlank, withAnswers, type IntakeForm } from '../../web/src/intake/intake-form.js';
import { newerOf, type Typed } from '../../web/src/intake/newer-draft.js';

const BEGUN_MS = Date.parse('2026-11-28T03:00:00Z');
const first = emptyForm(BEGUN_MS);
const says = (narrative: string): IntakeForm => withAnswers(first, { narrative });

describe('which of two forms of a call is newer', () => {
  const typed = (form: IntakeForm, upon: number, ...unanswered: IntakeForm[]): Typed => ({ form, upon, unanswered });
  it.each<[string, number, Typed | undefined, ReturnType<typeof newerOf>]>([
    ['nothing was typed here', 4, undefined, { shown: 'draft', isOther: false }],
    ['it says the same', 5, typed(says('kept'), 4), { shown: 'draft', isOther: false }],
    ['typed upon this revision', 4, typed(says('later'), 4), { shown: 'typed', isOther: true }],
    ['saved elsewhere since', 5, typed(says('later'), 4), { shown: 'draft', isOther: true }],
    ['own save without an answer', 5, typed(says('later'), 4, says('kept')), { shown: 'typed', isOther: true }],
    ['others saved after the own', 6, typed(says('later'), 4, says('x')), { shown: 'draft', isOther: true }],
  ])('%s', (_name, revision, what, outcome) => {
    expect(newerOf({ revision, form: says('kept') }, what)).toEqual(outcome);
  });
});

describe('a form that nobody has typed in', () => {
  it.each<[string, IntakeForm, boolean]>([
    ['is blank', first, true],
    ['is blank with the day that the page writes', withAnswers(first, { 'day.0': '28/11/2569' }), true],
    ['is blank with that day in English', withAnswers(first, { 'day.1': '28/11/2026' }), true],
    ['is not blank with another day', withAnswers(first, { 'day.0': '27/11/2569' }), false],
    ['is not blank when something is unknown', withAnswers(first, { bankCaseId: null }), false],
    ['is blank again when all is deleted', withAnswers(first, { narrative: '' }), true],
  ])('%s', (_name, form, outcome) => {
    expect(isBlank(form)).toBe(outcome);
  });
});

/** An API that keeps one draft as the real one does, and answers when the test lets it. */
class SlowApi implements DraftApi {
  kept: { draft: Draft; form: IntakeForm } | undefined;
  begun = 0;
  private readonly waiting: (() => void)[] = [];

  begin = (form: IntakeForm) =>
    this.later(() => {
      this.begun += 1;
      return this.put({ id: `d-${this.begun}`, revision: 1, savedAt: 'then' }, form);
    });
  save = ({ id, revision }: Draft, form: IntakeForm) =>
    this.later(() => {
      if (this.kept?.draft.id !== id) return { code: 'DRAFT.ABSENT' };
      if (this.kept.draft.revision !== revision) return { code: 'DRAFT.CHANGED' };
      return this.put({ id, revision: revision + 1, savedAt: 'then' }, form);
    });
  read = () => Promise.resolve(this.kept);

  /** Saves from another window. */
  elsewhere(form: IntakeForm): void {
    if (this.kept === undefined) throw new Error('no draft');
    const { draft } = this.kept;
    this.put({ ...draft, revision: draft.revision + 1 }, form);
  }

  /** Lets the next request arrive; its answer comes, unless it is lost. */
  async next(how: 'answered' | 'answer lost' | 'never arrives' | 'session over' = 'answered'): Promise<void> {
    const request = this.waiting.shift();
    if (request === undefined) throw new Error('nothing was sent');
    this.fate = how;
    request();
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }

  get sent(): number {
    return this.waiting.length;
  }

  private fate = 'answered';
  private put(draft: Draft, form: IntakeForm): Answered {
    this.kept = { draft, form: JSON.parse(JSON.stringify(form)) as IntakeForm };
    return { draft };
  }
  private later(act: () => Answered): Promise<Answered> {
    return new Promise((resolve) => {
      this.waiting.push(() => {
        if (this.fate === 'session over') return resolve({ code: 'AUTH.SESSION_ENDED' });
        const answered = this.fate === 'never arrives' ? undefined : act();
        resolve(answered === undefined || this.fate === 'answer lost' ? { code: 'NETWORK' } : answered);
      });
    });
  }
}

describe('a call that is kept as a draft', () => {
  let api: SlowApi;
  let unsaved: Unsaved;
  beforeEach(() => {
    api = new SlowApi();
    unsaved = new Map();
  });
  async function begun(): Promise<DraftKeeper> {
    const keeper = new DraftKeeper(api, unsaved, { form: first });
    void keeper.save(says('one'));
    await api.next();
    return keeper;
  }
  const text = () => api.kept?.form.answers['narrative'];

  it('begins no draft before something is typed', async () => {
    const keeper = new DraftKeeper(api, unsaved, { form: first });
    expect(await keeper.save(withAnswers(first, { 'day.0': '28/11/2569' }))).toBe(true);
    expect([api.sent, unsaved.size, keeper.isUnsaved]).toEqual([0, 0, false]);
  });

  it('saves what was typed during a save, after it, and a person who leaves waits for both', async () => {
    const keeper = await begun();
    keeper.type(says('two'));
    keeper.saveSoon();
    const parked = keeper.save(says('three'));
    expect(api.sent).toBe(1); // one follows the other
    await api.next();
    expect(text()).toBe('two');
    await api.next();
    expect([await parked, text(), unsaved.size]).toEqual([true, 'three', 0]);
  });

  it('says that not all is kept when a person would leave during an outage', async () => {
    const keeper = await begun();
    const parked = keeper.save(says('two'));
    await api.next('never arrives');
    expect([await parked, keeper.isUnsaved, keeper.kept.get().state]).toEqual([false, true, 'failed']);
    keeper.saveSoon();
    await api.next();
    expect([text(), keeper.kept.get().state]).toEqual(['two', 'kept']);
  });

  it('knows its own save when its answer was lost, also after more was typed', async () => {
    const keeper = await begun();
    void keeper.save(says('two'));
    await api.next('answer lost');
    const parked = keeper.save(says('three'));
    await api.next(); // refused: changed, by this window
    await api.next();
    expect([await parked, text(), keeper.kept.get().state]).toEqual([true, 'three', 'kept']);
  });

  it('overwrites nothing that another window saved, and keeps what was typed here', async () => {
    const keeper = await begun();
    api.elsewhere(says('other'));
    const parked = keeper.save(says('two'));
    await api.next();
    expect([await parked, text(), keeper.kept.get().state]).toEqual([false, 'other', 'elsewhere']);
    keeper.type(says('two more'));
    keeper.saveSoon();
    expect(api.sent).toBe(0);
    expect(unsaved.get('d-1')).toMatchObject({ form: says('two more'), upon: 1 });
  });

  it('keeps what was typed after the end of the session for the form that is drawn anew', async () => {
    const keeper = await begun();
    void keeper.save(says('after the end'));
    await api.next('session over');
    const typed = unsaved.get('d-1');
    expect(typed).toMatchObject({ form: says('after the end'), upon: 1 });
    // The page is drawn anew with the draft as the API has it.
    const drawn = new DraftKeeper(api, unsaved, { ...api.kept!, saved: says('one'), ...typed });
    void drawn.save();
    await api.next();
    expect([text(), drawn.kept.get().state, unsaved.size]).toEqual(['after the end', 'kept', 0]);
  });

  it('is no other window to itself when it is drawn anew during a save', async () => {
    const keeper = await begun();
    void keeper.save(says('two')); // its form is left while this is under way
    const drawn = new DraftKeeper(api, unsaved, { ...api.kept!, saved: says('one'), ...unsaved.get('d-1') });
    const parked = drawn.save(says('three'));
    await api.next();
    await api.next(); // changed, by the form of before
    await api.next();
    expect([await parked, text(), drawn.kept.get().state]).toEqual([true, 'three', 'kept']);
  });

  it('begins another draft when its own is gone', async () => {
    const keeper = await begun();
    api.kept = undefined;
    void keeper.save(says('two'));
    await api.next();
    expect([keeper.id.get(), unsaved.get(NEW)?.form]).toEqual([undefined, says('two')]);
    keeper.saveSoon();
    await api.next();
    expect([keeper.id.get(), text(), unsaved.size]).toEqual(['d-2', 'two', 0]);
  });

  it('ends after the save that is under way, so that a received complaint leaves no draft', async () => {
    const keeper = new DraftKeeper(api, unsaved, { form: first });
    void keeper.save(says('one'));
    const ended = keeper.end();
    await api.next();
    expect([(await ended)?.id, keeper.isUnsaved, unsaved.size]).toEqual(['d-1', false, 0]);
    keeper.saveSoon();
    expect(api.sent).toBe(0);
  });
});
