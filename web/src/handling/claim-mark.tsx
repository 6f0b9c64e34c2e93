import { IconLock } from '@tabler/icons-react';
import { isOwn } from '../api/is-own.js';
import type { Person } from '../api/next-session.js';
import { useTimeLeft, type Claim } from './claims.js';
import { useText } from './words.js';
import { usePersonName } from '../ui/marks/persons.js';

/** Who works on a case and how long yet; nothing when nobody does. */
export function ClaimMark({ claim, person }: { claim: Claim | null; person: Person | undefined }) {
  const { t, language } = useText();
  const personName = usePersonName();
  const time = useTimeLeft(claim, language);
  if (claim === null || time === undefined) return null;
  return (
    <span className="claim-mark">
      <IconLock size={14} aria-hidden />
      {isOwn(claim.person, person)
        ? t('claim.yours', { time })
        : t('claim.theirs', { person: personName(claim.person), time })}
    </span>
  );
}

/** A strip over a case that another person works on: what waits for that person, and what does not. */
export function ClaimedByAnother({ claim, person }: { claim: Claim | null; person: Person | undefined }) {
  const { t, language } = useText();
  const personName = usePersonName();
  const time = useTimeLeft(claim, language);
  if (claim === null || time === undefined || isOwn(claim.person, person)) return null;
  return (
    <div className="strip claimed" role="status">
      <IconLock size={16} aria-hidden />
      <strong>{t('claim.another', { person: personName(claim.person) })}</strong>
      <span>{t('claim.anotherRest')}</span>
    </div>
  );
}
