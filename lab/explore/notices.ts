import { isReleaseOverdue } from '../../src/domain/break/unanswered.js';
import { ENDED_HOLD_STATES, LIVE_HOLD_STATES } from '../../src/domain/hold/hold.js';
import type { Section6Clock } from '../../src/domain/hold/end/section6-end.js';
import { givingWay } from '../../src/domain/hold/order/take-over.js';
import type { WhereNoticed } from '../../src/domain/notice/join-notice.js';
import { timeOfNotice } from '../../src/domain/notice/notice.js';
import { accountKey } from '../../src/domain/party.js';
import type { Law } from '../../src/domain/case/sum/sum-on-record.js';
import type {
  CaseInMemory,
  HoldInMemory,
  MemoryRecord,
  NoticeInMemory,
  PartInMemory,
  RestInMemory,
  SumInMemory,
} from './record.js';

/** A part where a notice reaches the receiver and has had no effect yet, and what stands there. */
export interface NoticedPart {
  notice: NoticeInMemory;
  sum: SumInMemory;
  part: PartInMemory;
  /** The hold there that has not ended. */
  hold: HoldInMemory | null;
  where: Pick<WhereNoticed, 'hold' | 'firstUntil' | 'firstStands' | 'suspendsItself'>;
  until: Date;
}

/** Returns the notices that let a hold stand now, the longest first; none from before a finding that they are unfounded. */
export function standingNotices({ rests, unfoundedNotices }: HoldInMemory, now: Date): RestInMemory[] {
  return rests
    .filter(({ notice, expiresAt }) => expiresAt > now && notice.nth > unfoundedNotices)
    .toSorted((one, other) => other.expiresAt.getTime() - one.expiresAt.getTime());
}

/** Returns the clock of section 6 of a notice for one hold. */
export function clockOfRest({ notice, notifiedAt }: Pick<RestInMemory, 'notice' | 'notifiedAt'>): Section6Clock {
  return { rule: 'OFF-6B', notifiedAt, officerNotifiedAt: notice.officerNotifiedAt };
}

/** Returns, by hop, where notices reach money of a case and have had no effect yet, as `noticedParts` reads it of a database. */
export function noticedParts(record: MemoryRecord, { claims }: CaseInMemory, law: Law): NoticedPart[] {
  const parts = claims.flatMap(({ sum }) => sum.parts.map((part) => ({ sum, part })));
  return parts
    .toSorted((one, other) => one.part.hop - other.part.hop)
    .flatMap(({ sum, part }) =>
      record.notices.flatMap((notice) => {
        const noticed = noticedPart(record, { notice, sum, part }, law);
        return noticed === null ? [] : [noticed];
      }),
    );
}

function noticedPart(
  record: MemoryRecord,
  { notice, sum, part }: Pick<NoticedPart, 'notice' | 'sum' | 'part'>,
  law: Law,
): NoticedPart | null {
  if (!names(notice, part) || sum.question.state === 'denied') return null;
  const here = record.holds.filter((hold) => hold.part === part);
  if (here.some(({ rests }) => rests.some((rest) => rest.notice === notice))) return null;
  const { officerNotifiedAt } = notice;
  const until = timeOfNotice({ kind: 'officer.notice', officerNotifiedAt }, law.rulebook, law.now);
  if (until === null || until <= law.now) return null;
  const beside = record.holds.filter((hold) => hold.part !== part && hold.sum !== sum && names(notice, hold.part));
  const firsts = [...here, ...beside].flatMap(({ rests }) => rests.map(({ expiresAt }) => expiresAt.getTime()));
  const hold = here.find((each) => !ENDED_HOLD_STATES.includes(each.hold.state)) ?? null;
  const where = {
    hold: hold === null ? null : standing(hold, law),
    firstUntil: firsts.length === 0 ? null : new Date(Math.min(...firsts)),
    firstStands: beside.some((each) => each.rests.length > 0 && LIVE_HOLD_STATES.includes(each.hold.state)),
    suspendsItself: false,
  };
  return { notice, sum, part, hold, where, until };
}

function names({ reference, account }: NoticeInMemory, part: PartInMemory): boolean {
  return part.account !== null && part.reference === reference && accountKey(part.account) === accountKey(account);
}

function standing(
  { hold: { kind, state, expiresAt }, release }: HoldInMemory,
  { rulebook, now }: Law,
): WhereNoticed['hold'] {
  const isOverdue = release !== null && isReleaseOverdue(release, rulebook, now);
  return {
    kind,
    expiresAt,
    isReleasing: !LIVE_HOLD_STATES.includes(state),
    givesWay: givingWay([{ state, isReleaseOverdue: isOverdue }]).length > 0,
  };
}
