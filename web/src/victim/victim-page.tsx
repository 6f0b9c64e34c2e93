import { IconPhone } from '@tabler/icons-react';
import { dataOf, openApi } from '../api/client.js';
import type { VictimStatus } from '../api/schema.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { ProofForm, type Proof } from '../open/proof-form.js';
import { Step, Steps } from '../open/steps.js';
import { takeFocus } from '../open/take-focus.js';
import { useOpened, type Opened } from '../open/use-opened.js';
import { useText as useOpenText } from '../open/words.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { useText } from './words.js';

/** The page of a victim: by case number and second secret, what became of the money, and what to do. */
export function VictimPage() {
  const { t } = useText();
  const { opened, open, close } = useOpened(readStatus);
  usePageTitle(t('victim.page'));
  if (opened !== undefined) return <Status opened={opened} onClose={close} />;
  return (
    <main id="content" className="slip">
      <h1>{t('victim.ask')}</h1>
      <p>{t('victim.askLead')}</p>
      <ProofForm
        numberLabel={t('victim.caseNo')}
        numberHint={t('victim.caseNoHint')}
        codeSource={t('victim.codeSource')}
        onProof={open}
      />
      <p>{t('victim.noCode')}</p>
    </main>
  );
}

function readStatus({ number: caseNo, code: secret }: Proof): Promise<VictimStatus> {
  return dataOf(openApi.POST('/v1/complaints/status', { body: { caseNo, secret } }));
}

function Status({ opened: { seen, staleSinceMs }, onClose }: { opened: Opened<VictimStatus>; onClose: () => void }) {
  const { t, language } = useText();
  const openText = useOpenText().t;
  const baht = (satang: string) => formatBaht(satang, 'exact');
  const isRunning = !seen.withdrawn && seen.status !== 'closed';
  const mustComplete = isRunning && seen.incompleteTransfers.some(({ state }) => state === 'open');
  return (
    <main id="content" className="slip">
      {staleSinceMs !== undefined && (
        <p className="strip" data-tone="lost" role="status">
          {openText('open.stale', { at: formatInstant(staleSinceMs, language) })}
        </p>
      )}
      <section>
        <h1 ref={takeFocus} tabIndex={-1}>
          {t(`victim.title.${seen.withdrawn ? 'withdrawn' : seen.status}`)}
        </h1>
        {seen.heldSatang !== null && seen.transfers.length > 0 && (
          <p className="figure">{t('victim.amount', { amount: baht(seen.heldSatang) })}</p>
        )}
        <p>
          {seen.transfers.length === 0 && mustComplete
            ? t('victim.heldNothing')
            : seen.heldSatang === null
              ? t('victim.heldHidden')
              : t(mustComplete ? 'victim.heldOfKnown' : 'victim.held', {
                  held: baht(seen.heldSatang),
                  stolen: baht(seen.stolenSatang),
                })}
        </p>
        {seen.transfers.length > 0 && mustComplete && (
          <p className="strip" data-tone="warn">
            {t('victim.notCounted')}
          </p>
        )}
        <p className="label">
          {t('victim.caseNo')} {seen.caseNo} · {t('victim.received', { at: formatInstant(seen.receivedAt, language) })}
        </p>
      </section>
      <section>
        <h2>{t('victim.next')}</h2>
        <Steps>
          {mustComplete && <Step isNow title={t('victim.complete')} detail={t('victim.completeHow')} />}
          {seen.nextSteps.length === 0 && !mustComplete && <Step isNow title={t('victim.nothingToDo')} />}
          {seen.nextSteps.map((step) => (
            <Step
              key={step.en}
              isNow
              title={step[language]}
              detail={step.until === null ? undefined : t('victim.until', { at: formatInstant(step.until, language) })}
            />
          ))}
        </Steps>
      </section>
      <Incomplete transfers={seen.incompleteTransfers} isRunning={isRunning} />
      <section>
        <h2>{t('victim.transfers')}</h2>
        {seen.transfers.length === 0 && <p>{t('victim.noTransfers')}</p>}
        <ul className="answers">
          {seen.transfers.map(({ reference, amountSatang, heldSatang, orderedSince, releasingSince, debit }) => (
            <li key={reference}>
              <strong>{t('victim.amount', { amount: baht(amountSatang) })}</strong>
              {' · '}
              {heldSatang === null ? t('victim.heldOfHidden') : t('victim.heldOf', { held: baht(heldSatang) })}
              {orderedSince !== null && <p>{t('victim.ordered', { at: formatInstant(orderedSince, language) })}</p>}
              {releasingSince !== null && (
                <p>{t('victim.releasing', { at: formatInstant(releasingSince, language) })}</p>
              )}
              <p className="label">
                {t(`victim.debit.${debit as 'asked'}`)} · {t('victim.reference', { reference })}
              </p>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t('victim.news')}</h2>
        {seen.news.length === 0 && <p>{t('victim.noNews')}</p>}
        <ul className="answers">
          {seen.news.map((piece) => (
            <li key={piece.at}>
              <p className="label">{formatInstant(piece.at, language)}</p>
              <p className="said">{piece[language]}</p>
            </li>
          ))}
        </ul>
      </section>
      <p className="label">{t(seen.heldSatang === '0' ? 'victim.noteNothing' : 'victim.note')}</p>
      <p className="label">{openText('open.never')}</p>
      <div className="slip-foot">
        <button type="button" className="button" onClick={onClose}>
          {openText('open.close')}
        </button>
        <a className="button" href="tel:1441">
          <IconPhone aria-hidden /> {t('victim.call')}
        </a>
      </div>
    </main>
  );
}

type IncompleteTransfers = VictimStatus['incompleteTransfers'];

/**
 * What the victim told of transfers that are not known well enough: what is missing of each, and what
 * becomes of it. One that is known by now stands among the transfers.
 */
function Incomplete({ transfers, isRunning }: { transfers: IncompleteTransfers; isRunning: boolean }) {
  const { t, language } = useText();
  const left = transfers.filter(({ state }) => state !== 'completed');
  if (left.length === 0) return null;
  const listed = new Intl.ListFormat(language);
  return (
    <section>
      <h2>{t('victim.incomplete')}</h2>
      <ul className="answers">
        {left.map(({ no, amountSatang, aboutAmountSatang, aboutTime, state, wrong, missing, bankLooks }) => (
          <li key={no}>
            <strong>
              {amountSatang !== null
                ? t('victim.amountTold', { amount: formatBaht(amountSatang, 'exact') })
                : aboutAmountSatang === null
                  ? t('victim.amountUnknown')
                  : t('victim.amountAbout', { amount: formatBaht(aboutAmountSatang, 'exact') })}
            </strong>
            {aboutTime !== null &&
              ` · ${t('victim.timeAbout', { at: formatInstant(aboutTime.at, language), minutes: aboutTime.withinMinutes })}`}
            {state === 'open' && isRunning ? (
              <>
                {' · '}
                {t('victim.notHeld')}
                <p>{t('victim.missing', { what: listed.format(missing.map((gap) => t(`victim.gap.${gap}`))) })}</p>
                {wrong.length > 0 && (
                  <p>{t('victim.wrong', { what: listed.format(wrong.map((gap) => t(`victim.gap.${gap}`))) })}</p>
                )}
                {bankLooks && <p className="label">{t('victim.bankLooks')}</p>}
              </>
            ) : (
              <p className="label">{t('victim.setAside')}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
