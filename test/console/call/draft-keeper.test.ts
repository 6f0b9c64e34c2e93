import {
  AGAIN_MS,
  ANSWER_MS,
  DraftKeeper,
  PAUSE_MS,
  type Answered,
  type Draft,
  type DraftApi,
  type Unsaved,
} from '../../../web/src/intake/draft/draft-keeper.js';
import { emptyForm, isBlank, withAnswers, type IntakeForm } from '../../../web/src/intake/form/intake-form.js';

const BEGUN_MS = Date.parse('2026-11-28T03:00:00Z');
const first = emptyForm(BEGUN_MS);
const says = (narrative: string): IntakeForm => withAnswers(first, { narrative });

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

  begin = (form: IntakeForm, limit: AbortSignal) =>
    this.later(limit, () => {
      // The key of the form has begun one already: the answer is that of its beginning.
      if (this.kept !== undefined) return { draft: { ...this.kept.draft, revision: 1 } };
      this.begun += 1;
      return this.put({ id: `d-${this.begun}`, revision: 1, savedAt: 'then' }, form);
    });
  save = ({ id, revision }: Draft, form: IntakeForm, limit: AbortSignal) =>
    this.later(limit, () => {
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
    await jest.advanceTimersByTimeAsync(0);
  }

  get sent(): number {
    return this.waiting.length;
  }

  private fate = 'answered';
  private put(draft: Draft, form: IntakeForm): Answered {
    this.kept = { draft, form: JSON.parse(JSON.stringify(form)) as IntakeForm };
    return { draft };
  }
  private later(limit: AbortSignal, act: () => Answered): Promise<Answered> {
    return new Promise((resolve) => {
      limit.addEventListener('abort', () => resolve({ code: 'NETWORK' }));
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
    jest.useFakeTimers();
    api = new SlowApi();
    unsaved = new Set();
  });
  afterEach(() => jest.useRealTimers());
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  /** A call whose draft is begun. */
  async function begun(): Promise<DraftKeeper> {
    const keeper = new DraftKeeper(api, unsaved, { form: first });
    keeper.type(says('one'));
    await pass(PAUSE_MS);
    await api.next();
    return keeper;
  }
  const text = () => api.kept?.form.answers['narrative'];
  const states = (keeper: DraftKeeper) => {
    const seen: string[] = [];
    keeper.kept.subscribe(() => seen.push(keeper.kept.get().state));
    return seen;
  };

  it('begins no draft before something is typed', async () => {
    const keeper = new DraftKeeper(api, unsaved, { form: first });
    expect(await keeper.save(withAnswers(first, { 'day.0': '28/11/2569' }))).toBe(true);
    await pass(60_000);
    expect([api.sent, unsaved.size, keeper.isUnsaved]).toEqual([0, 0, false]);
  });

  it('saves a moment after the last key, and then nothing more', async () => {
    const keeper = await begun();
    keeper.type(says('t'));
    await pass(PAUSE_MS - 1);
    keeper.type(says('two'));
    await pass(PAUSE_MS - 1);
    expect([api.sent, unsaved.has(keeper)]).toEqual([0, true]);
    await pass(1);
    await api.next();
    await pass(60_000);
    expect([text(), api.sent, unsaved.size]).toEqual(['two', 0, 0]);
  });

  it('saves what was typed during a save, after it, and a person who leaves waits for both', async () => {
    const keeper = await begun();
    keeper.type(says('two'));
    await pass(PAUSE_MS);
    const parked = keeper.save(says('three'));
    await pass(AGAIN_MS);
    expect(api.sent).toBe(1); // one follows the other
    await api.next();
    expect(text()).toBe('two');
    await api.next();
    expect([await parked, text(), unsaved.size]).toEqual([true, 'three', 0]);
  });

  it('saves by itself what was typed during a save that was answered or failed', async () => {
    const keeper = await begun();
    keeper.type(says('two'));
    await pass(PAUSE_MS);
    keeper.type(says('three'));
    await api.next();
    await pass(PAUSE_MS);
    keeper.type(says('four'));
    await api.next('never arrives');
    await pass(AGAIN_MS);
    await api.next();
    expect([text(), unsaved.size]).toEqual(['four', 0]);
  });

  it('says that not all is kept when a person would leave during an outage', async () => {
    const keeper = await begun();
    const parked = keeper.save(says('two'));
    await api.next('never arrives');
    expect([await parked, keeper.isUnsaved, keeper.kept.get().state]).toEqual([false, true, 'failed']);
  });

  it('tries again until it is kept, and says so until then, also when the person has left the page', async () => {
    const keeper = await begun();
    void keeper.save(says('two'));
    await api.next('never arrives');
    const seen = states(keeper);
    for (let tries = 0; tries < 3; tries += 1) {
      await pass(AGAIN_MS);
      await api.next(tries === 1 ? 'session over' : 'never arrives');
      expect([keeper.kept.get().state, unsaved.has(keeper)]).toEqual(['failed', true]);
    }
    await pass(AGAIN_MS);
    await api.next();
    expect([text(), unsaved.size]).toEqual(['two', 0]);
    expect(new Set(seen)).toEqual(new Set(['failed', 'kept']));
  });

  it('waits ten seconds for an answer that never comes, and then saves on', async () => {
    const keeper = await begun();
    const parked = keeper.save(says('two'));
    await pass(ANSWER_MS - 1);
    expect(keeper.kept.get().state).toBe('saving');
    await pass(1);
    expect([await parked, keeper.kept.get().state]).toEqual([false, 'failed']);
    keeper.type(says('three'));
    await pass(PAUSE_MS);
    await api.next(); // the first one arrives after all
    expect(text()).toBe('two');
    await api.next(); // refused: changed, by this window
    await api.next();
    expect([text(), keeper.kept.get().state, unsaved.size]).toEqual(['three', 'kept', 0]);
  });

  it('begins a draft also when the first try is never answered', async () => {
    const keeper = new DraftKeeper(api, unsaved, { form: first });
    keeper.type(says('one'));
    await pass(PAUSE_MS + ANSWER_MS + AGAIN_MS);
    expect([keeper.kept.get().state, api.sent]).toEqual(['failed', 2]);
    await api.next('never arrives');
    await api.next();
    expect([text(), keeper.kept.get().state, keeper.hasBegun('d-1')]).toEqual(['one', 'kept', true]);
  });

  it('begins one draft when the answer to its beginning was lost, and keeps what was typed since', async () => {
    const keeper = new DraftKeeper(api, unsaved, { form: first });
    keeper.type(says('one'));
    await pass(PAUSE_MS);
    await api.next('answer lost');
    const parked = keeper.save(says('two'));
    await api.next(); // the beginning again, as it was
    await api.next();
    expect([await parked, api.begun, text(), api.kept?.draft.revision]).toEqual([true, 1, 'two', 2]);
    expect([keeper.kept.get().state, unsaved.size]).toEqual(['kept', 0]);
  });

  it('overwrites nothing that another window saved upon a beginning whose answer was lost', async () => {
    const keeper = new DraftKeeper(api, unsaved, { form: first });
    keeper.type(says('one'));
    await pass(PAUSE_MS);
    await api.next('answer lost');
    api.elsewhere(says('other'));
    const parked = keeper.save(says('two'));
    await api.next();
    await api.next(); // refused: changed, by the other window
    expect([await parked, text(), keeper.kept.get().state]).toEqual([false, 'other', 'elsewhere']);
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

  it('overwrites nothing that another window saved, and keeps what was typed here until it is dropped', async () => {
    const keeper = await begun();
    api.elsewhere(says('other'));
    const parked = keeper.save(says('two'));
    await api.next();
    expect([await parked, text(), keeper.kept.get().state]).toEqual([false, 'other', 'elsewhere']);
    keeper.type(says('two more'));
    await pass(60_000);
    expect([api.sent, keeper.typed, [...unsaved]]).toEqual([0, says('two more'), [keeper]]);
    keeper.drop();
    expect([unsaved.size, keeper.isUnsaved]).toEqual([0, false]);
  });

  it('is another window when that has saved upon a save of this one', async () => {
    const keeper = await begun();
    void keeper.save(says('two'));
    await api.next('answer lost');
    api.elsewhere(says('other'));
    await pass(AGAIN_MS);
    await api.next();
    expect([text(), keeper.kept.get().state]).toEqual(['other', 'elsewhere']);
  });

  it('goes on when it cannot read who saved', async () => {
    const keeper = await begun();
    void keeper.save(says('two'));
    await api.next('answer lost');
    api.read = () => Promise.resolve(undefined);
    await pass(AGAIN_MS);
    await api.next();
    expect(keeper.kept.get()).toMatchObject({ state: 'failed', code: 'DRAFT.CHANGED' });
    api.read = () => Promise.resolve(api.kept);
    await pass(AGAIN_MS);
    await api.next();
    expect([text(), keeper.kept.get().state, unsaved.size]).toEqual(['two', 'kept', 0]);
  });

  it('begins another draft when its own is gone, and knows both as its own', async () => {
    const keeper = await begun();
    api.kept = undefined;
    void keeper.save(says('two'));
    await api.next();
    expect([keeper.id.get(), [...unsaved]]).toEqual([undefined, [keeper]]);
    await pass(AGAIN_MS);
    await api.next();
    expect([keeper.id.get(), text(), unsaved.size]).toEqual(['d-2', 'two', 0]);
    expect(['d-1', 'd-2', 'd-3'].map((id) => keeper.hasBegun(id))).toEqual([true, true, false]);
  });

  it('ends after the save that is under way, so that a received complaint leaves no draft', async () => {
    const keeper = new DraftKeeper(api, unsaved, { form: first });
    void keeper.save(says('one'));
    const ended = keeper.end();
    await api.next();
    expect([(await ended)?.id, keeper.isUnsaved, unsaved.size]).toEqual(['d-1', false, 0]);
    await pass(60_000);
    expect(api.sent).toBe(0);
  });
});
