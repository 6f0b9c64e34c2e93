import { useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { ComplaintStatus, ReportActs, SuspectContact } from '../api/schema.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { IntakeContext } from '../intake/form/intake-context.js';
import { nth, receiverFields, textOf, transferFields } from '../intake/form/intake-form.js';
import { CONTACT_KINDS, Transfer } from '../intake/form/parts.js';
import { BankList } from '../intake/form/bank-list.js';
import { incompleteOf, saidAgainOf, transferOf } from '../intake/form/to-complaint.js';
import { useFormPart } from '../intake/form/use-form-part.js';
import { useText as useIntakeText } from '../intake/call/words.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { CallBack } from './call-back.js';
import { HolderPapersDialog } from './holder-papers-dialog.js';
import { useIncompleteWords } from './incomplete-words.js';
import { TellAgain } from './tell-again.js';
import { TextField } from '../ui/fields/text-field.js';
import { instantOf, today, When } from '../ui/fields/when.js';
import { useText } from './words.js';

/** What may be done on a complaint after it was received. */
export type LaterAct =
  | 'toldAgain'
  | 'supplement'
  | 'transfer'
  | 'correction'
  | 'setAside'
  | 'adopt'
  | 'withdrawal'
  | 'authority'
  | 'papers'
  | 'statement';

/** Who may speak for a victim by law. */
const SPEAKERS = ['guardian', 'signatory', 'heir'] as const;
type Speaker = (typeof SPEAKERS)[number];

interface ActProps {
  complaint: ComplaintStatus;
  /** What the server says can be done on it. */
  acts: ReportActs;
  blocked: string | undefined;
  /** Says what came of it. */
  onDone: (said: string) => void;
  onClose: () => void;
}

/** The dialog of a later act; nothing of what was typed is lost when the API refuses. */
export function LaterActDialog({ act, ...props }: ActProps & { act: LaterAct }) {
  switch (act) {
    case 'toldAgain':
      return <TellAgain {...props} />;
    case 'supplement':
      return <Supplement {...props} />;
    case 'transfer':
      return <LaterTransfer {...props} />;
    case 'correction':
      return <Correction {...props} />;
    case 'setAside':
      return <SetAside {...props} />;
    case 'adopt':
      return <Adopt {...props} />;
    case 'withdrawal':
      return <Withdrawal {...props} />;
    case 'authority':
      return <SpeaksBy {...props} />;
    case 'papers':
      return <HolderPapersDialog caseId={props.complaint.id} caseNo={props.complaint.caseNo} {...props} />;
    case 'statement':
      return <Statement {...props} />;
  }
}

function Supplement({ complaint, blocked, onDone, onClose }: ActProps) {
  const { t } = useText();
  const intake = useIntakeText();
  const [kind, setKind] = useState<SuspectContact['kind']>('phone');
  const [contact, setContact] = useState('');
  return (
    <ActDialog
      name="supplement"
      title={t('complaints.supplement.title', { caseNo: complaint.caseNo })}
      lead={t('complaints.supplement.lead')}
      reasonLabel={t('complaints.supplement.note')}
      confirm={t('complaints.supplement.confirm')}
      blocked={blocked}
      onClose={onClose}
      onAct={async (note) => {
        const value = contact.trim();
        const body = { note, suspectContacts: value === '' ? [] : [{ kind, value }] };
        await dataOf(api.POST('/v1/complaints/{id}/supplements', { params: { path: { id: complaint.id } }, body }));
        onDone(t('complaints.done.supplement'));
        return undefined;
      }}
    >
      <fieldset className="radio">
        <legend className="name">{t('complaints.supplement.contact')}</legend>
        <div className="fields">
          <label className="field" data-columns="2">
            <span className="name">{intake.t('intake.field.contactKind')}</span>
            <select
              className="input"
              value={kind}
              onChange={({ target }) => setKind(CONTACT_KINDS.find((each) => each === target.value) ?? 'phone')}
            >
              {CONTACT_KINDS.map((each) => (
                <option key={each} value={each}>
                  {intake.t(`intake.contact.${each}`)}
                </option>
              ))}
            </select>
          </label>
          <TextField
            label={intake.t('intake.field.contact')}
            columns={4}
            maxLength={300}
            value={contact}
            onChange={setContact}
          />
        </div>
      </fieldset>
    </ActDialog>
  );
}

/** A form of one transfer, checked as intake checks it; the caller may not know it all, or only roughly. */
function useTransferForm({ mayBeIncomplete = false } = {}) {
  const part = useFormPart((form) => transferFields(form, 0));
  const { form, context } = part.intake;
  const fields: ReactNode = (
    <IntakeContext value={part.intake}>
      <Transfer index={0} mayBeIncomplete={mayBeIncomplete} />
      <BankList />
    </IntakeContext>
  );
  const kinds = [...receiverFields(form, 0), 'amount', 'time', 'reference'] as const;
  return {
    fields,
    isComplete: part.isComplete,
    /** Something of it was told; the day stands there by itself. */
    isTold: kinds.some((kind) => textOf(form, nth(kind, 0)) !== ''),
    transfer: () => transferOf(form, 0, context),
    incomplete: () => incompleteOf(form, 0, context),
    again: () => saidAgainOf(form, 0, context),
  };
}

function LaterTransfer({ complaint, blocked, onDone, onClose }: ActProps) {
  const { t } = useText();
  const { fields, isComplete, isTold, transfer, incomplete, again } = useTransferForm({ mayBeIncomplete: true });
  const [completes, setCompletes] = useState(openOf(complaint)[0]?.id ?? '');
  return (
    <ActDialog
      name="later_transfer"
      title={t('complaints.transfer.title', { caseNo: complaint.caseNo })}
      lead={t('complaints.transfer.lead')}
      reasonLabel={t('complaints.transfer.reason')}
      confirm={t('complaints.transfer.confirm')}
      blocked={blocked ?? (isTold ? undefined : t('complaints.needs'))}
      onClose={onClose}
      onAct={async (note) => {
        const body = isComplete
          ? { note, transfers: [{ ...transfer(), ...(completes !== '' && { completes }) }] }
          : {
              note,
              transfers: [],
              incompleteTransfers: [completes === '' ? incomplete() : { ...again(), tellsAgain: completes }],
            };
        await dataOf(api.POST('/v1/complaints/{id}/transfers', { params: { path: { id: complaint.id } }, body }));
        onDone(t('complaints.done.transfer'));
        return undefined;
      }}
    >
      {openOf(complaint).length > 0 && (
        <WhichIncomplete
          label={t('complaints.incomplete.completes')}
          complaint={complaint}
          none={t('complaints.incomplete.another')}
          value={completes}
          onChange={setCompletes}
        />
      )}
      {fields}
      {!isComplete && (
        <p className="label">{t(completes === '' ? 'complaints.transfer.incomplete' : 'complaints.transfer.again')}</p>
      )}
    </ActDialog>
  );
}

/** Returns the incomplete transfers that still wait. */
function openOf({ incompleteTransfers }: ComplaintStatus): ComplaintStatus['incompleteTransfers'] {
  return incompleteTransfers.filter(({ state }) => state === 'open');
}

/** Returns a report with the incomplete transfers of which the server takes an act. */
function ofThose(
  complaint: ComplaintStatus,
  { incompleteTransfers }: ReportActs,
  isTaken: (offered: ReportActs['incompleteTransfers'][number]) => boolean,
): ComplaintStatus {
  const ids = incompleteTransfers.filter(isTaken).map(({ transferId }) => transferId);
  return { ...complaint, incompleteTransfers: complaint.incompleteTransfers.filter(({ id }) => ids.includes(id)) };
}

interface WhichIncompleteProps {
  label: string;
  complaint: ComplaintStatus;
  /** What the choice of none is called; undefined: one must be chosen. */
  none?: string;
  value: string;
  onChange: (id: string) => void;
}

/** Chooses one of the incomplete transfers that still wait. */
function WhichIncomplete({ label, complaint, none, value, onChange }: WhichIncompleteProps) {
  const words = useIncompleteWords();
  return (
    <label className="field">
      <span className="name">{label}</span>
      <select className="input" value={value} onChange={({ target }) => onChange(target.value)}>
        {openOf(complaint).map((transfer) => (
          <option key={transfer.id} value={transfer.id}>
            {`${words.name(transfer)} · ${words.told(transfer)}`}
          </option>
        ))}
        {none !== undefined && <option value="">{none}</option>}
      </select>
    </label>
  );
}

function SetAside({ complaint, acts, blocked, onDone, onClose }: ActProps) {
  const { t } = useText();
  const ended = ofThose(complaint, acts, ({ whyNotSetAside }) => whyNotSetAside === null);
  const [transferId, setTransferId] = useState(ended.incompleteTransfers[0]?.id ?? '');
  return (
    <ActDialog
      name="set_aside"
      title={t('complaints.setAside.title', { caseNo: complaint.caseNo })}
      lead={t('complaints.setAside.lead')}
      reasonLabel={t('complaints.setAside.reason')}
      confirm={t('complaints.setAside.confirm')}
      blocked={blocked}
      onClose={onClose}
      onAct={async (reason) => {
        const params = { path: { id: complaint.id, transferId } };
        await dataOf(
          api.POST('/v1/complaints/{id}/incomplete-transfers/{transferId}/end', { params, body: { reason } }),
        );
        onDone(t('complaints.done.setAside'));
        return undefined;
      }}
    >
      <WhichIncomplete
        label={t('complaints.setAside.which')}
        complaint={ended}
        value={transferId}
        onChange={setTransferId}
      />
    </ActDialog>
  );
}

/** Adopts what the bank named, where it does not confirm the holder of the account. */
function Adopt({ complaint, acts, blocked, onDone, onClose }: ActProps) {
  const { t } = useText();
  const found = ofThose(complaint, acts, ({ whyNotAdopt }) => whyNotAdopt === null);
  const [transferId, setTransferId] = useState(found.incompleteTransfers[0]?.id ?? '');
  return (
    <ActDialog
      name="adopt"
      title={t('complaints.adopt.title', { caseNo: complaint.caseNo })}
      lead={t('complaints.adopt.lead')}
      reasonLabel={t('complaints.adopt.reason')}
      confirm={t('complaints.adopt.confirm')}
      blocked={blocked}
      onClose={onClose}
      onAct={async (reason) => {
        const params = { path: { id: complaint.id, transferId } };
        await dataOf(
          api.POST('/v1/complaints/{id}/incomplete-transfers/{transferId}/adopt', { params, body: { reason } }),
        );
        onDone(t('complaints.done.adopt'));
        return undefined;
      }}
    >
      <WhichIncomplete
        label={t('complaints.adopt.which')}
        complaint={found}
        value={transferId}
        onChange={setTransferId}
      />
    </ActDialog>
  );
}

function Correction({ complaint, blocked, onDone, onClose }: ActProps) {
  const { t, language } = useText();
  const queries = useQueryClient();
  const { fields, isComplete, transfer } = useTransferForm();
  const [transferId, setTransferId] = useState(complaint.transfers[0]?.id ?? '');
  const [calledBack, setCalledBack] = useState(() => today(language));
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      name="correction"
      title={t('complaints.correction.title', { caseNo: complaint.caseNo })}
      lead={t('complaints.correction.lead')}
      reasonLabel={t('complaints.correction.reason')}
      confirm={t('complaints.correction.confirm')}
      blocked={blocked ?? (isComplete ? undefined : t('complaints.needs'))}
      onReason={setReason}
      onClose={onClose}
      onAct={async (said) => {
        const calledBackAt = instantOf(calledBack);
        const body = { reason: said, calledBackAt, transfers: [{ ...transfer(), transferId }] };
        const params = { path: { id: complaint.id } };
        const { lapsesAt } = await dataOf(api.POST('/v1/complaints/{id}/corrections', { params, body }));
        await queries.invalidateQueries({ queryKey: ['queue', 'second-person'] });
        onDone(
          lapsesAt === null
            ? t('complaints.done.correction')
            : t('complaints.done.waiting', { at: formatInstant(lapsesAt, language) }),
        );
        return undefined;
      }}
    >
      <label className="field">
        <span className="name">{t('complaints.correction.which')}</span>
        <select className="input" value={transferId} onChange={({ target }) => setTransferId(target.value)}>
          {complaint.transfers.map(({ id, reference, amountSatang }) => (
            <option key={id} value={id}>
              {`${reference} · ${t('complaints.baht', { amount: formatBaht(amountSatang, 'exact') })}`}
            </option>
          ))}
        </select>
      </label>
      {fields}
      <When label={t('complaints.when.calledBackIf')} value={calledBack} onChange={setCalledBack} />
      <CallBack caseId={complaint.id} field={complaint.reporterPhoneField} reason={reason} />
    </ActDialog>
  );
}

function Withdrawal({ complaint, blocked, onDone, onClose }: ActProps) {
  const { t, language } = useText();
  const queries = useQueryClient();
  const [calledBack, setCalledBack] = useState(() => today(language));
  const [reason, setReason] = useState('');
  const calledBackAt = instantOf(calledBack);
  return (
    <ActDialog
      name="withdrawal"
      title={t('complaints.withdrawal.title', { caseNo: complaint.caseNo })}
      lead={t('complaints.withdrawal.lead')}
      reasonLabel={t('complaints.withdrawal.reason')}
      confirm={t('complaints.withdrawal.confirm')}
      blocked={blocked ?? (calledBackAt === undefined ? t('complaints.needs') : undefined)}
      onReason={setReason}
      onClose={onClose}
      onAct={async (said) => {
        const body = { reason: said, identifiedBy: 'call_back' as const, calledBackAt: calledBackAt ?? '' };
        const params = { path: { id: complaint.id } };
        const { lapsesAt } = await dataOf(api.POST('/v1/complaints/{id}/withdrawal', { params, body }));
        await queries.invalidateQueries({ queryKey: ['queue', 'second-person'] });
        onDone(t('complaints.done.waiting', { at: formatInstant(lapsesAt, language) }));
        return undefined;
      }}
    >
      <CallBack caseId={complaint.id} field={complaint.reporterPhoneField} reason={reason} />
      <When label={t('complaints.when.calledBack')} value={calledBack} onChange={setCalledBack} />
    </ActDialog>
  );
}

/** By what the reporter speaks for the victim by law, told after intake. */
function SpeaksBy({ complaint, blocked, onDone, onClose }: ActProps) {
  const { t } = useText();
  const [as, setAs] = useState<Speaker>('guardian');
  const [document, setDocument] = useState('');
  const [documentNo, setDocumentNo] = useState('');
  const isComplete = document.trim() !== '' && documentNo.trim() !== '';
  return (
    <ActDialog
      name="authority"
      title={t('complaints.authority.title', { caseNo: complaint.caseNo })}
      lead={t('complaints.authority.lead')}
      confirm={t('complaints.authority.confirm')}
      blocked={blocked ?? (isComplete ? undefined : t('complaints.needs'))}
      onClose={onClose}
      onAct={async () => {
        const body = { as, document, documentNo };
        await dataOf(api.POST('/v1/complaints/{id}/authority', { params: { path: { id: complaint.id } }, body }));
        onDone(t('complaints.done.authority'));
        return undefined;
      }}
    >
      <div className="fields">
        <label className="field span-2">
          <span className="label">{t('complaints.authority.as')}</span>
          <select className="input" value={as} onChange={({ target }) => setAs(target.value as Speaker)}>
            {SPEAKERS.map((each) => (
              <option key={each} value={each}>
                {t(`complaints.authority.speaker.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <TextField
          label={t('complaints.authority.document')}
          columns={2}
          maxLength={100}
          value={document}
          onChange={setDocument}
        />
        <TextField
          label={t('complaints.authority.documentNo')}
          columns={2}
          maxLength={64}
          value={documentNo}
          onChange={setDocumentNo}
        />
      </div>
    </ActDialog>
  );
}

function Statement({ complaint, blocked, onDone, onClose }: ActProps) {
  const { t, language } = useText();
  const [policeCaseNo, setPoliceCaseNo] = useState('');
  const [station, setStation] = useState('');
  const [received, setReceived] = useState(() => today(language));
  const complaintReceivedAt = instantOf(received);
  const isComplete = policeCaseNo.trim() !== '' && station.trim() !== '' && complaintReceivedAt !== undefined;
  return (
    <ActDialog
      name="statement"
      title={t('complaints.statement.title', { caseNo: complaint.caseNo })}
      lead={t('complaints.statement.lead')}
      confirm={t('complaints.statement.confirm')}
      blocked={blocked ?? (isComplete ? undefined : t('complaints.needs'))}
      onClose={onClose}
      onAct={async () => {
        const body = { policeCaseNo, station, complaintReceivedAt: complaintReceivedAt ?? '' };
        const { waitsUntil } = await dataOf(
          api.POST('/v1/complaints/{id}/statements', { params: { path: { id: complaint.id } }, body }),
        );
        onDone(t(waitsUntil === null ? 'complaints.done.statement' : 'complaints.done.statementWaits'));
        return undefined;
      }}
    >
      <div className="fields">
        <TextField
          label={t('complaints.statement.policeCaseNo')}
          columns={3}
          maxLength={64}
          value={policeCaseNo}
          onChange={setPoliceCaseNo}
        />
        <TextField
          label={t('complaints.statement.station')}
          columns={3}
          maxLength={200}
          value={station}
          onChange={setStation}
        />
      </div>
      <When label={t('complaints.when.receivedAt')} value={received} onChange={setReceived} />
    </ActDialog>
  );
}
