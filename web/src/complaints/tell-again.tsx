import { api, dataOf } from '../api/client.js';
import type { ComplaintStatus } from '../api/schema.js';
import { BankList, BANK_LIST } from '../intake/form/bank-list.js';
import { checkField } from '../intake/form/checks.js';
import { CASE_TYPES } from '../intake/form/case-types.js';
import { Choice, Field } from '../intake/form/field.js';
import { IntakeContext } from '../intake/form/intake-context.js';
import { textOf, type FieldId } from '../intake/form/intake-form.js';
import { saidOfReport } from '../intake/form/to-complaint.js';
import { useFormPart } from '../intake/form/use-form-part.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { useText } from './words.js';

/** The fields in which what is asked again is said. */
const FIELDS: Readonly<Record<ComplaintStatus['askAgain'][number]['what'], readonly FieldId[]>> = {
  reporterName: ['reporterName'],
  victimName: ['victimName'],
  narrative: ['narrative'],
  caseType: ['caseType'],
  victimNumber: ['victimId'],
  victimPhone: ['victimPhone'],
  reporterPhone: ['reporterPhone'],
  victimAccount: ['bank', 'accountNo'],
};

/** What is typed in digits alone. */
const AS_NUMBERS: readonly FieldId[] = ['victimPhone', 'reporterPhone', 'accountNo'];

interface TellAgainProps {
  complaint: Pick<ComplaintStatus, 'id' | 'caseNo' | 'askAgain'>;
  blocked: string | undefined;
  /** Says what came of it. */
  onDone: (said: string) => void;
  onClose: () => void;
}

/** Tells what was not known of a report, or could not be right, each with what was told before. */
export function TellAgain({ complaint, blocked, onDone, onClose }: TellAgainProps) {
  const { t } = useText();
  const { intake } = useFormPart(() => []);
  const { form, context } = intake;
  const types = [
    ['', t('complaints.toldAgain.choose')],
    ...CASE_TYPES.map((type) => [type, t(`caseType.${type}`)] as const),
  ] as const;
  const said = saidOfReport(form, context);
  const fields = complaint.askAgain.flatMap(({ what }) => FIELDS[what]);
  const isWrong = fields.some((id) => textOf(form, id) !== '' && isUnfit(checkField(form, id, context)?.tone));
  const isEnough =
    (said.victim ?? said.reporter ?? said.victimAccount ?? said.narrative ?? said.caseType) !== undefined && !isWrong;
  return (
    <ActDialog
      name="told_again"
      title={t('complaints.toldAgain.title', { caseNo: complaint.caseNo })}
      lead={t('complaints.toldAgain.lead')}
      reasonLabel={t('complaints.toldAgain.note')}
      isReasonLast
      confirm={t('complaints.toldAgain.confirm')}
      blocked={blocked ?? (isEnough ? undefined : t('complaints.toldAgain.needs'))}
      onClose={onClose}
      onAct={async (note) => {
        const params = { path: { id: complaint.id } };
        await dataOf(api.POST('/v1/complaints/{id}/told-again', { params, body: { note, ...said } }));
        onDone(t('complaints.done.toldAgain'));
        return undefined;
      }}
    >
      <IntakeContext value={intake}>
        <div className="fields">
          {complaint.askAgain.map(({ what, toldMasked }) => (
            <fieldset key={what} className="radio" data-columns="6">
              <legend className="name">
                {t(`complaints.asked.${what}`)}
                {toldMasked !== null && ` · ${t('complaints.toldAgain.before', { said: toldMasked })}`}
              </legend>
              <div className="fields">
                {FIELDS[what].map((id) =>
                  id === 'bank' ? (
                    <Field key={id} id={id} columns={3} list={BANK_LIST} />
                  ) : id === 'caseType' ? (
                    <Choice key={id} id={id} columns={3} options={types} />
                  ) : id === 'narrative' ? (
                    <Field key={id} id={id} columns={6} rows={3} />
                  ) : (
                    <Field key={id} id={id} columns={3} inputMode={AS_NUMBERS.includes(id) ? 'numeric' : undefined} />
                  ),
                )}
              </div>
            </fieldset>
          ))}
        </div>
        <BankList />
      </IntakeContext>
    </ActDialog>
  );
}

const isUnfit = (tone: string | undefined): boolean => tone === 'wrong' || tone === 'short';
