import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { IconPhone } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { connection } from '../../api/live.js';
import { everySecond, serverNow } from '../../api/server-time.js';
import { useStore } from '../../api/store.js';
import { formatLength, formatNear, formatSeconds } from '../../format/time.js';
import { useInstitutions } from '../../queue/queue-data.js';
import { PageKeys, type PageKey } from '../../ui/screen/keys.js';
import { useIsNarrow } from '../../ui/screen/screen.js';
import { useProblemWords } from '../../problem/use-problem-words.js';
import { dayBefore } from '../form/day-before.js';
import { checkField, faultsOf, type CheckContext } from '../form/checks.js';
import { aboutKind, domId, formatAgo } from '../form/field.js';
import { Guide } from './guide.js';
import { IntakeContext, type Intake } from '../form/intake-context.js';
import {
  answerOf,
  nth,
  partsOf,
  stepOf,
  STEPS,
  textOf,
  withAnswers,
  withOneMore,
  type FieldId,
  type IntakeForm,
  type Step,
} from '../form/intake-form.js';
import { BankList } from '../form/bank-list.js';
import type { DraftKeeper, Kept } from '../draft/draft-keeper.js';
import {
  NarrativeAdvice,
  suggestionKeys,
  tellOutcome,
  useNarrativeReading,
  type SaidWrong,
} from '../narrative-advice.js';
import { Part } from '../form/parts.js';
import { ReceiveDialog } from './receive-dialog.js';
import { DraftFiles } from '../draft/draft-files.js';
import { Received, type FilesGiven } from './received.js';
import { sendComplaint, type Sent } from '../form/send-complaint.js';
import { digitsThatDiffer, offersOfSlips, type SlipsRead } from '../slip/offers-of-slip.js';
import { SlipDialog } from '../slip/slip-dialog.js';
import { Steps } from '../form/steps.js';
import { offersFor, suggestionsOf, typesOffered } from '../form/suggestions.js';
import { fieldOfPointer, toComplaint } from '../form/to-complaint.js';
import { dayInBangkok } from '../../format/bangkok.js';
import { readInstant, turnAbout, typedDay } from '../form/typed.js';
import { useDraft } from '../draft/use-draft.js';
import { useText } from './words.js';

/** The other form of the same call, which is older or was overtaken by another window. */
interface OtherForm {
  /** What the page shows: what was typed in this window, or the draft as it was read. */
  readonly shown: 'typed' | 'draft';
  readonly form: IntakeForm;
  /** Called when the person has taken it, or does not want it. */
  readonly onDecided?: () => void;
}

interface CallProps {
  keeper: DraftKeeper;
  other?: OtherForm;
  onBegun: (draftId: string) => void;
  onNew: () => void;
  /** Opens the draft as another window has saved it. */
  onNewest?: () => void;
  notice: ReactNode;
}

/** A call: the form, the guide beside it, and at the end the case number. */
export function Call({ keeper, other, onBegun, onNew, onNewest, notice }: CallProps) {
  const { t, language } = useText();
  const problems = useProblemWords();
  const institutions = useInstitutions();
  const queries = useQueryClient();
  const { state: connected } = useStore(connection);
  const isNarrow = useIsNarrow();
  const [form, setForm] = useState(() => withToday(keeper.typed, language));
  const [offered, setOffered] = useState(other);
  const [step, setStep] = useState<Step>('story');
  const [transfer, setTransfer] = useState(0);
  const [layout, setLayout] = useState<'one' | 'all'>(isNarrow ? 'one' : 'all');
  const [marks, setMarks] = useState<ReadonlyMap<FieldId, string>>(new Map());
  const [isTried, setTried] = useState(false);
  const [dialog, setDialog] = useState<'slip' | 'receive'>();
  const [outcome, setOutcome] = useState<Sent>();
  const [files, setFiles] = useState<FilesGiven>({ given: 0 });
  const [isBusy, setBusy] = useState(false);
  const isSending = useRef(false);
  // A new object for each move: the same field may be gone to twice.
  const [target, setTarget] = useState<{ readonly id: FieldId }>({ id: 'narrative' });
  const draft = useDraft(form, keeper, onBegun);
  const read = useNarrativeReading(form);
  const [slips, setSlips] = useState<SlipsRead>(NO_SLIPS);
  const [saidWrong, setSaidWrong] = useState<SaidWrong>();
  const minute = useSyncExternalStore(everySecond, () => Math.floor(serverNow() / 60_000));

  const context: CheckContext = useMemo(() => {
    const nowMs = minute * 60_000;
    return { institutions, today: dayInBangkok(nowMs), nowMs, refused: new Set(marks.keys()) };
  }, [institutions, minute, marks]);
  // What the caller does not know is not asked again in this call.
  const faults = useMemo(
    () => faultsOf(form, context).filter(({ id }) => answerOf(form, id) !== null),
    [form, context],
  );
  const answer: Intake['answer'] = (id, value) => {
    setForm((before) => withAnswers(before, { [id]: value }));
    if (marks.has(id)) setMarks(new Map([...marks].filter(([marked]) => marked !== id)));
  };
  const suggestions = useMemo(
    () => (read === undefined ? [] : suggestionsOf(read.reading.entities, form, language)),
    [read, form, language],
  );
  const offersOf = (id: FieldId) => [
    ...dayBefore(form, id, context, language),
    ...offersOfSlips(form, slips, id, context, language),
    ...offersFor(suggestions, id),
    ...(id === 'caseType' ? typesOffered(form, read?.reading, (type) => t(`caseType.${type}`)) : []),
  ];
  const intake: Intake = {
    form,
    context,
    faults,
    marks,
    isTried,
    suggestions,
    offersOf,
    digitsOnSlip: (id) => digitsThatDiffer(form, slips, id),
    answer,
    change: setForm,
    checkOf: (id) => checkField(form, id, context),
  };

  // A transfer that is taken out moves those behind it: what their slips said is of other numbers then.
  const transfers = form.counts.transfers;
  const before = useRef(transfers);
  useEffect(() => {
    if (transfers < before.current) setSlips(NO_SLIPS);
    before.current = transfers;
  }, [transfers]);

  const goTo = (id: FieldId) => {
    const place = stepOf(id);
    setStep(place);
    if (place === 'transfers') setTransfer(partsOf(id).index);
    setTarget({ id });
  };
  // After drawing, because the field may be there only then.
  useEffect(() => {
    const element = document.getElementById(domId(target.id));
    element?.focus();
    element?.scrollIntoView({ block: 'nearest' });
  }, [target]);

  const open = (next: Step) => {
    const element = document.querySelector<HTMLElement>(`[data-step="${next}"] [data-field]`);
    setStep(next);
    if (element !== null) return element.focus();
    setTarget({ id: next === 'transfers' ? nth('receiver', transfer) : FIRST_FIELD[next] });
  };
  const nextQuestion = () => {
    const here = fieldOfFocus();
    const [next] = [...faults.filter(({ id }) => id !== here)];
    if (next === undefined) return receive();
    goTo(next.id);
  };
  const toggleUnknown = () => {
    const id = fieldOfFocus();
    const mayBe = document.activeElement instanceof HTMLElement && document.activeElement.dataset['unknown'] === 'may';
    if (id !== undefined && mayBe) answer(id, answerOf(form, id) === null ? '' : null);
  };
  const toggleAbout = () => {
    const id = fieldOfFocus();
    const kind = id === undefined ? undefined : aboutKind(id);
    if (id !== undefined && kind !== undefined) answer(id, turnAbout(kind, answerOf(form, id) ?? ''));
  };
  const takeHere = () => {
    const id = fieldOfFocus();
    const [offer] = id === undefined ? [] : offersOf(id);
    if (offer !== undefined) setForm(offer.apply);
  };
  const addTransfer = () => {
    const index = form.counts.transfers;
    setForm((before) => withToday(withOneMore(before, 'transfers'), language));
    goTo(nth('receiver', Math.min(index, 19)));
  };
  const receive = () => {
    setTried(true);
    setOutcome(undefined);
    setDialog('receive');
  };
  const giveFiles = async (caseId: string) => {
    setFiles(
      await draft.finish(caseId).then(
        (given) => ({ given }),
        (error: unknown) => ({ failed: problems.of(error) }),
      ),
    );
    await queries.invalidateQueries({ queryKey: ['case', caseId] });
  };
  const send = async () => {
    if (isSending.current) return;
    isSending.current = true;
    setBusy(true);
    const body = toComplaint(form, context);
    const next = { ...form, sent: body };
    setForm(next);
    await draft.save(next);
    const came = await sendComplaint(form.key, body, form.sent);
    if (came.state === 'received') {
      // Who chose no type, and called nothing wrong, said nothing of the reading.
      if (read !== undefined && (body.caseType ?? saidWrong) !== undefined)
        tellOutcome(came.accepted.id, read, saidWrong);
      await giveFiles(came.accepted.id);
    }
    if (came.state === 'refused') {
      // A refusal stored nothing, so the next body may be another.
      setForm((before) => ({ ...before, sent: undefined }));
      const marked = came.problem.faults.flatMap(({ pointer, code }) => {
        const id = fieldOfPointer(pointer, form, context);
        return id === undefined ? [] : [[id, code] as const];
      });
      // What was refused before stays told as it was said, so that the next try is another.
      setMarks(new Map([...marks, ...marked]));
      const [first] = marked;
      if (first !== undefined) goTo(first[0]);
    }
    setOutcome(came);
    setBusy(false);
    isSending.current = false;
  };

  if (outcome?.state === 'received') {
    const { id } = outcome.accepted;
    const spoken = textOf(form, 'language') === 'en' ? 'en' : 'th';
    return (
      <Received sent={outcome} spoken={spoken} files={files} onFilesAgain={() => void giveFiles(id)} onNext={onNew} />
    );
  }
  const keys: PageKey[] = [
    { code: 'KeyU', with: 'alt', cap: 'Alt U', words: t('intake.keys.unknown'), act: toggleUnknown },
    { code: 'KeyN', with: 'alt', cap: 'Alt N', words: t('intake.keys.next'), act: nextQuestion },
    { code: 'KeyT', with: 'alt', cap: 'Alt T', words: t('intake.keys.add'), act: addTransfer },
    { code: 'KeyQ', with: 'alt', cap: 'Alt Q', words: t('intake.keys.slip'), act: () => setDialog('slip') },
    {
      code: 'KeyV',
      with: 'alt',
      cap: 'Alt V',
      words: t('intake.keys.form'),
      act: () => setLayout(layout === 'one' ? 'all' : 'one'),
    },
    { code: 'Enter', with: 'ctrl', cap: 'Ctrl Enter', words: t('intake.keys.receive'), act: receive },
    { code: 'KeyR', with: 'alt', cap: 'Alt R', words: t('intake.keys.about'), act: toggleAbout },
    { code: 'KeyS', with: 'alt', cap: 'Alt S', words: t('intake.keys.takeHere'), act: takeHere },
    ...suggestionKeys(suggestions, setForm),
    ...STEPS.map((each, index) => ({
      code: `Digit${index + 1}`,
      with: 'alt' as const,
      cap: `Alt ${index + 1}`,
      words: t(`intake.step.${each}`),
      act: () => open(each),
    })),
  ];
  const shown = layout === 'all' ? STEPS : [step];
  return (
    <IntakeContext value={intake}>
      <main id="content" className="intake">
        <h1 className="unseen">{t('intake.title')}</h1>
        <CallBar form={form} today={context.today} />
        <Steps step={step} form={layout} onStep={open} onForm={() => setLayout(layout === 'one' ? 'all' : 'one')} />
        <div
          className="intake-form"
          onFocus={(event) => {
            const part = event.target.closest<HTMLElement>('[data-step]')?.dataset['step'];
            const at = STEPS.find((each) => each === part);
            if (at !== undefined && at !== step) setStep(at);
          }}
        >
          {notice}
          {draft.kept.state === 'elsewhere' && <Elsewhere onNewest={onNewest} />}
          {offered !== undefined && (
            <Offer
              shown={offered.shown}
              onTake={() => {
                offered.onDecided?.();
                setForm(offered.form);
                setOffered({ shown: offered.shown === 'typed' ? 'draft' : 'typed', form });
              }}
              onClose={() => {
                offered.onDecided?.();
                setOffered(undefined);
              }}
            />
          )}
          {shown.map((each) => (
            <Part
              key={each}
              step={each}
              transfer={Math.min(transfer, form.counts.transfers - 1)}
              onTransfer={(index) => {
                setForm((before) => withToday(before, language));
                goTo(nth('receiver', index));
              }}
              onSlip={() => setDialog('slip')}
            />
          ))}
          {(layout === 'all' || step === 'story') && read !== undefined && (
            <NarrativeAdvice read={read} saidWrong={saidWrong} onSaidWrong={setSaidWrong} />
          )}
          {(layout === 'all' || step === 'story') && <DraftFiles draftId={draft.id} />}
        </div>
        <Guide onField={goTo} />
        <footer className="intake-foot">
          <Saved kept={draft.kept} />
          <span className="grow" />
          <span aria-hidden="true" className="key-hints label">
            <span>
              <kbd>Tab</kbd> {t('intake.act.nextField')}
            </span>
            <span>
              <kbd>Alt U</kbd> {t('intake.unknown')}
            </span>
          </span>
          <button
            type="button"
            className="button"
            title={t('intake.act.parkTold')}
            onClick={() => void draft.save(form).then((isKept) => isKept && onNew())}
          >
            {t('intake.act.park')}
          </button>
          <button type="button" className="button" onClick={nextQuestion}>
            {t('intake.act.next')} <kbd>Alt N</kbd>
          </button>
          <button type="button" className="button primary" onClick={receive}>
            {t('intake.act.receive')}… <kbd>Ctrl Enter</kbd>
          </button>
        </footer>
        <BankList />
        <PageKeys keys={keys} />
        {dialog === 'slip' && (
          <SlipDialog
            transfer={Math.min(transfer, form.counts.transfers - 1)}
            onRead={(said) => setSlips(new Map([...slips, [Math.min(transfer, form.counts.transfers - 1), said]]))}
            onClose={() => {
              setDialog(undefined);
              goTo(nth('reference', transfer));
            }}
          />
        )}
        {dialog === 'receive' && (
          <ReceiveDialog
            isBusy={isBusy}
            outcome={outcome}
            blocked={connected === 'lost' ? t('act.disconnected') : undefined}
            onReceive={() => void send()}
            onClose={() => setDialog(undefined)}
          />
        )}
      </main>
    </IntakeContext>
  );
}

const NO_SLIPS: SlipsRead = new Map();

const FIRST_FIELD = {
  people: 'who',
  account: 'bank',
  transfers: 'receiver.0',
  contacts: 'contactKind.0',
  story: 'narrative',
} as const satisfies Record<Step, FieldId>;

/** Returns the field in which the person is. */
function fieldOfFocus(): FieldId | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement ? (activeElement.dataset['field'] as FieldId | undefined) : undefined;
}

/** Writes today's date into transfers without one: most calls come within the hour. */
function withToday(form: IntakeForm, language: 'th' | 'en'): IntakeForm {
  const today = typedDay(dayInBangkok(serverNow()), language);
  const days = Array.from({ length: form.counts.transfers }, (_, index) => nth('day', index));
  const missing = days.filter((id) => form.answers[id] === undefined);
  return missing.length === 0 ? form : withAnswers(form, Object.fromEntries(missing.map((id) => [id, today])));
}

/** How long the caller speaks, and since when the money is gone. */
function CallBar({ form, today }: { form: IntakeForm; today: string }) {
  const { t, language } = useText();
  const startedMs = Date.parse(form.begunAt);
  const firstMs = Math.min(
    ...Array.from({ length: form.counts.transfers }, (_, index) =>
      Date.parse(readInstant(textOf(form, nth('day', index)), textOf(form, nth('time', index)), today) ?? ''),
    ).filter((at) => at <= serverNow()),
  );
  const spoken = useSyncExternalStore(everySecond, () => formatLength(Math.max(0, serverNow() - startedMs), language));
  const gone = useSyncExternalStore(everySecond, () =>
    Number.isFinite(firstMs) ? formatAgo(Math.max(0, serverNow() - firstMs), language) : '',
  );
  return (
    <div className="intake-call">
      <IconPhone size={18} aria-hidden />
      <p>
        <strong>{t('intake.call.now', { time: spoken })}</strong>{' '}
        <span className="label">{t('intake.call.since', { at: formatSeconds(form.begunAt, language) })}</span>
      </p>
      <span className="grow" />
      {gone === '' ? (
        <span className="label">{t('intake.call.none')}</span>
      ) : (
        <>
          <span className="label">{t('intake.call.gone')}</span>
          <strong className="figure gone-since">{gone}</strong>
          <span className="label">{t('intake.call.first', { at: formatNear(firstMs, serverNow(), language) })}</span>
        </>
      )}
    </div>
  );
}

/** Whether what is typed is safe. */
function Saved({ kept }: { kept: Kept }) {
  const { t, language } = useText();
  const problems = useProblemWords();
  if (kept.state === 'failed')
    return (
      <span className="saved" data-tone="warn" role="status">
        {t('intake.save.failed', { why: problems.ofCode(kept.code ?? 'NETWORK') })}
      </span>
    );
  if (kept.state === 'elsewhere')
    return (
      <span className="saved" data-tone="warn">
        {t('intake.save.notKept')}
      </span>
    );
  return (
    <span className="saved label">
      {kept.state === 'saving' || kept.at === undefined
        ? t(kept.state === 'saving' ? 'intake.save.saving' : 'intake.save.blank')
        : `${t('intake.save.kept', { at: formatSeconds(kept.at, language) })} · ${t('intake.save.keptStill')}`}
    </span>
  );
}

/**
 * Another window has saved this draft since: nothing is overwritten. The newest can be opened, and
 * what was typed here is offered there.
 */
function Elsewhere({ onNewest }: { onNewest: (() => void) | undefined }) {
  const { t } = useText();
  return (
    <div className="strip" data-tone="warn" role="alert">
      <strong>{t('intake.save.elsewhere')}</strong>
      <button type="button" className="button small" onClick={onNewest}>
        {t('intake.save.openNewest')}
      </button>
    </div>
  );
}

/** There are two forms of this call: says which one stands here, and offers the other. */
function Offer({ shown, onTake, onClose }: Pick<OtherForm, 'shown'> & { onTake: () => void; onClose: () => void }) {
  const { t } = useText();
  return (
    <div className="strip" data-tone="warn" role="status">
      <strong>{t(shown === 'typed' ? 'intake.save.typedShown' : 'intake.save.draftShown')}</strong>
      <button type="button" className="button small" onClick={onTake}>
        {t(shown === 'typed' ? 'intake.save.takeDraft' : 'intake.save.takeTyped')}
      </button>
      <button type="button" className="button small plain" onClick={onClose}>
        {t('intake.save.enough')}
      </button>
    </div>
  );
}
