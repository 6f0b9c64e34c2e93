import type { CaseActs } from '../../api/schema.js';
import { formatBaht } from '../../format/money.js';
import { Account } from '../../ui/marks/account.js';
import { MoreRows, useFirstRows } from '../../ui/rows/first-rows.js';
import type { Hold } from '../case-data.js';
import { useText } from '../words.js';

interface ReleaseReachProps {
  hold: Hold;
  /** What the server says of the release; undefined: it is not read yet. */
  release: CaseActs['holds'][number]['release'] | undefined;
  /** How much is let go, in satang. */
  satang: string;
  shortName: (slug: string) => string;
}

/** Whom a release frees, whose money that is, and the trail below, which it leaves as it is. */
export function ReleaseReach({ hold, release, satang, shortName }: ReleaseReachProps) {
  const { t } = useText();
  const below = useFirstRows(release?.below ?? []);
  if (release == null) return null;
  const amount = formatBaht(satang, 'exact');
  return (
    <section>
      <h3>{t('release.reach')}</h3>
      <dl className="facts">
        <div>
          <dt>{t('release.frees')}</dt>
          <dd>
            <Account name={shortName(hold.institution)} accountMasked={hold.accountMasked} /> {amount}
            {release.staysSatang !== '0' && (
              <p className="label">{t('release.stays', { amount: formatBaht(release.staysSatang, 'exact') })}</p>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('release.victims')}</dt>
          <dd>
            {release.victims.length === 0
              ? t('release.noVictim')
              : t('release.lose', {
                  cases: release.victims.map(({ caseNo }) => caseNo).join(', '),
                  amount,
                })}
          </dd>
        </div>
        <div>
          <dt>{t('release.below')}</dt>
          <dd>
            {release.below.length === 0 ? (
              t('release.noneBelow')
            ) : (
              <>
                <p className="label">{t('release.belowStays')}</p>
                <ul className="plain-rows">
                  {below.shown.map((account) => (
                    <li key={`${account.institution} ${account.accountMasked} ${account.hop}`} className="line">
                      <Account name={shortName(account.institution)} accountMasked={account.accountMasked} />
                      <span className="label">
                        {t('release.belowHeld', {
                          hop: account.hop,
                          traced: formatBaht(account.attributedSatang, 'short'),
                          held: formatBaht(account.heldSatang, 'short'),
                        })}
                      </span>
                    </li>
                  ))}
                </ul>
                <MoreRows {...below.more} />
              </>
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}
